import { checkState } from './states.ts';
import { appFrame, expect, firstPolicyUrl, installedBeforehand, newPolicyUrl, test } from './fixtures.ts';
import { formPageIn } from './form-page.ts';
import { changeLine, text } from './texts.ts';

test('settings that cannot be read are said to be, and trying again shows them', async ({
  browserReports,
  faults,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  const clear = faults.fail(500, { method: 'GET', path: '/v3/customers/settings' });
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  const form = formPageIn(page);
  const told = form.error('store_failed');
  await expect(told).toBeVisible();
  await expect(form.policyUrl).toBeHidden();
  await checkState(page, 'settings-unreadable');

  browserReports.expectFailedLoad(502);
  await form.tryAgain.click();
  await expect(told).toBeVisible();
  clear();
  await form.tryAgain.click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await form.savePolicyUrl(newPolicyUrl);
});

test('without customer groups the rest of the form works', async ({
  browserReports,
  faults,
  openAlone,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  const clear = faults.fail(500, { path: '/v2/customer_groups' });
  const form = await openAlone();
  const told = page.getByRole('status').filter({ hasText: text('groups.failed') });
  await expect(told).toBeVisible();
  await expect(form.guestGroup).toHaveValue(text('groups.unnamed', { id: 1 }));
  await checkState(page, 'groups-unreadable');
  await form.submitPolicyUrl(newPolicyUrl);
  await expect(form.saved).toContainText(newPolicyUrl);

  browserReports.expectFailedLoad(502);
  // The result of the save covers the lower part of the page: by keyboard the button is reached all the same.
  await form.button(text('matrix.retry')).press('Enter');
  await expect(told).toBeVisible();
  clear();
  await form.button(text('matrix.retry')).press('Enter');
  await expect(form.guestGroup).toHaveValue('Retail');
  await expect(told).toBeHidden();
});

test("without the permission for the store's name its hash is shown", async ({
  controlPanel,
  store,
  world,
}) => {
  const { app, page } = controlPanel;
  const scope = 'store_v2_information_read_only';
  await controlPanel.goTo(`/manage/app/${world.sandbox.app.clientId}/consent`);
  await page.getByText('For tests: leave a permission out').click();
  await page.getByRole('checkbox', { name: scope }).uncheck();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(controlPanel.form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(app.getByText(store.hash, { exact: true })).toBeVisible();
  await expect(app.getByText(store.name)).toBeHidden();
  await expect(app.getByRole('heading', { name: text('permissions.title') })).toBeVisible();
  await checkState(page, 'permission-missing', appFrame);
  await controlPanel.form.savePolicyUrl(newPolicyUrl);
});

test("a refused read of the store's name shows the hash", async ({
  faults,
  openAlone,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  faults.fail(403, { path: '/v2/store' });
  const form = await openAlone();
  await expect(page.getByText(store.hash, { exact: true })).toBeVisible();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('a setting that the store does not have is neither on nor off', async ({ openAlone, page, store }) => {
  store.options.omitConsentOnCheckout = true;
  const form = await openAlone();
  await expect(page.getByText(text('settings.notAvailable'))).toBeVisible();
  await expect(form.checkoutConsent).toHaveCount(0);
  await checkState(page, 'setting-not-available');
  await form.savePolicyUrl(newPolicyUrl);
});

test('a group that was deleted is named as such and can be replaced', async ({ openAlone, store }) => {
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 12 } });
  const form = await openAlone();
  await expect(form.guestGroup).toHaveValue(text('groups.deleted', { id: 12 }));
  await form.chooseGuestGroup('Loyalty');
  await form.save.click();
  await expect(form.saved).toContainText(
    changeLine('guestCustomerGroupId', text('groups.deleted', { id: 12 }), 'Loyalty'),
  );
});
