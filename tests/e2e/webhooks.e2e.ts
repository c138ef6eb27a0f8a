import { testStorefronts } from '../harness/test-store.ts';
import { expect, test } from './fixtures.ts';
import { labelOf } from './texts.ts';

test('what is changed in the control panel reaches the app, from its installation to its removal', async ({
  controlPanel,
  store,
  world,
}) => {
  const { page } = controlPanel;
  const { webhooks, requests } = world.sandbox;
  store.channels = testStorefronts(2);
  const deliveries = () => webhooks.deliveries.filter(({ body }) => body.includes(store.context));
  const reads = () =>
    requests.list({ storeHash: store.hash, method: 'GET', path: /\/settings\/channels\/1001$/ });
  /** Tells when it was saved; by then the app's own page is left. */
  const changePolicy = async (address: string) => {
    await controlPanel.goTo('/manage/customers/settings?channel=1001');
    await page.getByLabel('Privacy policy URL: as the whole store').uncheck();
    await page.getByLabel(labelOf('policyUrl'), { exact: true }).fill(address);
    const savedAt = Date.now();
    await page.getByRole('button', { name: 'Save settings' }).click();
    await expect(page.getByText('Settings saved.')).toBeVisible();
    return savedAt;
  };

  await controlPanel.install();
  await expect.poll(() => store.hooks.length).toBe(2);
  expect(store.hooks.map(({ destination }) => destination)).toEqual(
    Array(2).fill(`${world.app.url}/api/webhooks`),
  );
  const savedAt = await changePolicy('https://shop.example/changed-in-the-control-panel');
  await expect.poll(() => deliveries().map(({ status }) => status)).toEqual([200]);
  await expect.poll(() => reads().filter(({ at }) => at >= savedAt).length).toBe(1);

  expect((await world.sandbox.callbacks.uninstall(store.hash)).status).toBe(200);
  expect(store.hooks).toEqual([]);
});
