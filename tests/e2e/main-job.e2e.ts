import { expect, test, untilReady } from './fixtures.ts';

test('install, edit, save, reload, reopen', async ({ controlPanel, store, world }) => {
  const { app, page } = controlPanel;
  await controlPanel.install();
  await expect(app.getByRole('heading', { level: 1, name: 'Customer Settings' })).toBeVisible();
  await expect(app.getByText(store.name)).toBeVisible();
  await expect(app.getByText(store.hash)).toBeVisible();
  await expect(app.getByRole('switch', { name: 'Ask shoppers for consent to tracking', exact: true })).toBeChecked();
  await expect(app.getByRole('switch', { name: 'Ask for consent on checkout', exact: true })).not.toBeChecked();
  await expect(app.getByLabel('Privacy policy URL', { exact: true })).toHaveValue('https://shop.example/privacy');
  await expect(app.getByLabel('Group for guests', { exact: true })).toHaveValue('Retail');
  await expect(app.getByLabel('Group for new customers', { exact: true })).toHaveValue('No group');

  await app.getByLabel('Privacy policy URL').fill('https://shop.example/new-policy');
  await app.getByRole('switch', { name: 'Ask for consent on checkout' }).click();
  await app.getByRole('button', { name: 'Save' }).click();
  await expect(app.getByRole('status').or(app.getByRole('alert')).filter({ hasText: 'https://shop.example/new-policy' })).toBeVisible();

  const [put] = world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' });
  expect(put?.body).toEqual({
    privacy_settings: {
      policy_url: 'https://shop.example/new-policy',
      ask_shopper_for_tracking_consent_on_checkout: true,
    },
  });
  expect(store.settings.privacy_settings.policy_url).toBe('https://shop.example/new-policy');

  await controlPanel.openApp();
  await expect(app.getByLabel('Privacy policy URL')).toHaveValue('https://shop.example/new-policy');

  // A reload of the iframe alone has no signed payload to show: the tab still holds its session.
  const frame = page.frames().find((candidate) => candidate.url().includes('/stores/'));
  expect(frame?.url()).toBe(`${world.app.url}/stores/${store.hash}`);
  await frame?.goto(frame.url());
  await untilReady(app);
  await expect(app.getByLabel('Privacy policy URL')).toHaveValue('https://shop.example/new-policy');
});
