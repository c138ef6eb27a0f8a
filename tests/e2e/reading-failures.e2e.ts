import { checkState } from './states.ts';
import { expect, firstPolicyUrl, installedBeforehand, newPolicyUrl, test } from './fixtures.ts';
import { formPageIn } from './form-page.ts';

test('settings that cannot be read are said to be, and trying again shows them', async ({
  browserReports,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 500,
    match: { method: 'GET', path: '/v3/customers/settings', storeHash: store.hash },
  });
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  const form = formPageIn(page);
  const told = form.alert('BigCommerce had a problem');
  await expect(told).toBeVisible();
  await expect(form.policyUrl).toBeHidden();
  await checkState(page, 'settings-unreadable');

  browserReports.expectFailedLoad(502);
  await form.button('Try again').click();
  await expect(told).toBeVisible();
  clear();
  await form.button('Try again').click();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
});

test('without customer groups the rest of the form works', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  await installedBeforehand(world, store);
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 500,
    match: { path: '/v2/customer_groups', storeHash: store.hash },
  });
  const form = await openAlone();
  const told = page.getByRole('status').filter({ hasText: "We couldn't load your customer groups" });
  await expect(told).toBeVisible();
  await expect(form.guestGroup).toHaveValue('Group 1');
  await checkState(page, 'groups-unreadable');
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toContainText(newPolicyUrl);

  browserReports.expectFailedLoad(502);
  await form.button('Retry').click();
  await expect(told).toBeVisible();
  clear();
  await form.button('Retry').click();
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
  await expect(app.getByRole('heading', { name: "The app wasn't given all its permissions" })).toBeVisible();
  await checkState(page, 'permission-missing', '#app-frame');
  await controlPanel.form.policyUrl.fill(newPolicyUrl);
  await controlPanel.form.save.click();
  await expect(controlPanel.form.saved).toBeVisible();
});

test("a refused read of the store's name shows the hash", async ({ openAlone, page, store, world }) => {
  await installedBeforehand(world, store);
  world.sandbox.faults.add({
    kind: 'status',
    status: 403,
    match: { path: '/v2/store', storeHash: store.hash },
  });
  const form = await openAlone();
  await expect(page.getByText(store.hash, { exact: true })).toBeVisible();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('a setting that the store does not have is neither on nor off', async ({ openAlone, page, store }) => {
  store.options.omitConsentOnCheckout = true;
  const form = await openAlone();
  await expect(page.getByText('Not available in this store')).toBeVisible();
  await expect(form.checkoutConsent).toHaveCount(0);
  await checkState(page, 'setting-not-available');
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
});

test('a group that was deleted is named as such and can be replaced', async ({ openAlone, store }) => {
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 12 } });
  const form = await openAlone();
  await expect(form.guestGroup).toHaveValue('Group 12 (deleted)');
  await form.guestGroup.fill('Loyalty');
  await form.guestGroup.press('Enter');
  await form.save.click();
  await expect(form.saved).toContainText('Group for guests: Group 12 (deleted) → Loyalty');
});
