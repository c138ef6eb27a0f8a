import { expect, newPolicyUrl, savedBodies, staffId, test } from './fixtures.ts';
import { errorDetail } from './texts.ts';

async function settingsStatus(appUrl: string, storeHash: string, seal: string | null): Promise<number> {
  const answer = await fetch(`${appUrl}/api/stores/${storeHash}/v3/customers/settings`, {
    headers: { Authorization: `Bearer ${seal ?? ''}` },
  });
  return answer.status;
}

test('a removed user is told so and keeps what was typed; others go on', async ({
  browserReports,
  colleague,
  controlPanel,
  store,
  world,
}) => {
  await controlPanel.openApp();
  await colleague.openApp();
  await colleague.form.policyUrl.fill('https://staff.example/privacy');

  await controlPanel.goTo('/manage/users');
  await controlPanel.page.getByRole('button', { name: 'Remove access of Sam Staff' }).click();
  await expect(controlPanel.page.getByText('The app answered 200.')).toBeVisible();

  browserReports.expectFailedLoad(401);
  await colleague.form.save.click();
  await expect(colleague.form.error('user_removed')).toContainText(errorDetail('user_removed'));
  await expect(colleague.form.policyUrl).toHaveValue('https://staff.example/privacy');
  expect(savedBodies(world, store)).toEqual([]);

  await controlPanel.openApp();
  await controlPanel.form.savePolicyUrl(newPolicyUrl);
});

test('a user who is let in again opens the app again', async ({
  browserReports,
  colleague,
  store,
  world,
}) => {
  await colleague.openApp();
  // A list of the page that is open may be fetched only after the removal.
  browserReports.expectFailedLoad(401);
  await world.sandbox.callbacks.removeUser(store.hash, staffId);
  await colleague.goTo('/manage/dashboard');
  store.user(staffId).mayOpenApp = true;
  // The payload's seconds and our record of the removal must not fall into the same second.
  await expect
    .poll(async () => (await fetch(await world.sandbox.callbacks.loadUrl(store.hash, staffId))).status)
    .toBe(200);
  await colleague.openApp();
  await colleague.form.savePolicyUrl(newPolicyUrl);
});

test('an uninstall ends open tabs, and a new installation does not revive them', async ({
  browserReports,
  colleague,
  controlPanel,
  store,
  world,
}) => {
  await colleague.openApp();
  const oldSession = await colleague.keptSession();
  await colleague.form.policyUrl.fill('https://staff.example/privacy');

  await controlPanel.goTo('/manage/apps');
  await controlPanel.page.getByRole('button', { name: 'Uninstall' }).click();
  await expect(controlPanel.page.getByText('The app answered 200.')).toBeVisible();

  browserReports.expectFailedLoad(401);
  await colleague.form.save.click();
  const gone = colleague.form.error('installation_gone');
  await expect(gone).toContainText(errorDetail('installation_gone'));
  await expect(colleague.form.policyUrl).toHaveValue('https://staff.example/privacy');

  await controlPanel.install();
  await colleague.form.save.click();
  await expect(gone).toBeVisible();
  expect(await settingsStatus(world.app.url, store.hash, oldSession)).toBe(401);
  expect(savedBodies(world, store)).toEqual([]);

  await controlPanel.form.savePolicyUrl(newPolicyUrl);

  await colleague.openApp();
  await expect(colleague.form.restored).toBeVisible();
  await expect(colleague.form.policyUrl).toHaveValue('https://staff.example/privacy');
});
