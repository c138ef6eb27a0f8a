import type { Page } from '@playwright/test';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, clubId, mainId, outletId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';

const elsewhere = 'https://shop.example/from-elsewhere';
const undo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true });
const undone = (page: Page) => page.getByRole('status').filter({ hasText: 'Change undone' });
const restoresOf = (page: Page, entry = '') =>
  page.getByRole('article').filter({ hasText: entry }).getByRole('button', { name: 'Restore', exact: true });

async function openHistory(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
}

test('a save is undone from its alert, and the undo from its own', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await checkState(page, 'saved-with-undo');
  await undo(page).press('Enter');
  await expect(undone(page)).toContainText(`Privacy policy URL: ${newPolicyUrl} → ${firstPolicyUrl}`);
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.unsaved).toBeHidden();
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { policy_url: newPolicyUrl } },
    { privacy_settings: { policy_url: firstPolicyUrl } },
  ]);
  await undo(page).click();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await openHistory(page);
  await expect(page.getByRole('article').first()).toContainText('Restore');
});

test('an undo keeps changes made elsewhere to other fields', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 2 } });
  browserReports.expectFailedLoad(412);
  await undo(page).click();
  await expect(undone(page)).toBeVisible();
  expect(store.settings).toMatchObject({
    privacy_settings: { policy_url: firstPolicyUrl },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
});

test('an undo asks where the same field was changed elsewhere since', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await undo(page).click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same settings' });
  await expect(dialog).toContainText(`When you began: ${newPolicyUrl}`);
  await dialog.getByRole('radio', { name: `Yours: ${firstPolicyUrl}` }).check();
  expect(store.settings.privacy_settings.policy_url).toBe(elsewhere);
  await dialog.getByRole('button', { name: 'Save my choices' }).click();
  await expect(undone(page)).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('an entry of the history brings back the values from before, once', async ({
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await openHistory(page);
  await restoresOf(page).press('Enter');
  const bulk = bulkPageIn(page);
  await expect(bulk.heading('Review 1 change')).toBeFocused();
  expect(await bulk.changes()).toEqual([
    ['Global settings', 'Privacy policy URL', newPolicyUrl, firstPolicyUrl],
  ]);
  await checkState(page, 'restore-review');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'restore-review-narrow');
  await bulk.button('Save the global settings').click();
  await expect(bulk.heading('The global settings are saved')).toBeFocused();
  // A button under the mouse has other colours.
  await page.mouse.move(0, 0);
  await checkState(page, 'restore-result');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await bulk.button('Done').click();
  await expect(page.getByRole('article')).toHaveCount(2);
  await expect(restoresOf(page).nth(1)).toBeDisabled();
  await expect(restoresOf(page).nth(1)).toHaveAccessibleDescription(
    'There is nothing to restore: the values from before this change are in place.',
  );
  await page.mouse.move(0, 0);
  await checkState(page, 'restore-nothing');
});

test('a deleted group is not brought back: another one is chosen', async ({ openAlone, page, store }) => {
  const form = await openAlone();
  await form.guestGroup.fill('Trade');
  await form.options.filter({ hasText: 'Trade' }).first().click();
  await form.save.click();
  await expect(form.saved).toBeVisible();
  store.groups = store.groups.filter(({ id }) => id !== 1);
  await page.reload();
  await openHistory(page);
  await restoresOf(page).click();
  const bulk = bulkPageIn(page);
  await expect(bulk.heading('A customer group was deleted')).toBeFocused();
  await checkState(page, 'restore-group-gone');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('There is nothing to change')).toBeFocused();
  await expect(page.getByText('its customer group was deleted')).toBeVisible();
  await bulk.button('Back').click();
  await page.getByRole('radio', { name: 'Use another group' }).press('Space');
  const other = page.getByRole('combobox', { name: /^In place of/ });
  await other.fill('Loyalty');
  await page.getByRole('option').filter({ hasText: 'Loyalty' }).first().click();
  await bulk.button('Review changes').click();
  await bulk.button('Save the global settings').click();
  await expect(bulk.heading('The global settings are saved')).toBeFocused();
  expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(3);
});

test('a bulk change is undone, and what was changed since is reviewed', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet', 'Club']);
  await bulk.choose('Privacy policy URL', 'Set to…');
  await bulk.value('Privacy policy URL').fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 3 storefronts').click();
  await expect(bulk.heading('All 3 storefronts saved')).toBeFocused();
  const clubBefore = 'https://club.example/privacy';
  store.changeChannelSettings(outletId, { privacy_settings: { policy_url: elsewhere } });
  await bulk.button('Undo this bulk change').click();
  await expect(bulk.heading('Review 3 changes')).toBeFocused();
  const inherited = `Global value (${firstPolicyUrl})`;
  expect((await bulk.changes()).sort()).toEqual([
    ['Club', 'Privacy policy URL', newPolicyUrl, clubBefore],
    ['Main street', 'Privacy policy URL', newPolicyUrl, inherited],
    ['Outlet', 'Privacy policy URL', elsewhere, inherited],
  ]);
  await bulk.button('Save 3 storefronts').click();
  await expect(bulk.heading('All 3 storefronts saved')).toBeFocused();
  expect([mainId, outletId, clubId].map((id) => policyUrlOf(store, id))).toEqual([null, null, clubBefore]);
  await bulk.button('Done').click();
  await openHistory(page);
  await expect(page.getByRole('article')).toHaveCount(3);
  await restoresOf(page, 'Bulk change').click();
  await expect(bulk.heading('There is nothing to change')).toBeFocused();
});

test('who leaves while storefronts are saved is asked first', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  browserReports.expectFailedLoad(429);
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet', 'Wholesale', 'Club']);
  await bulk.choose('Privacy policy URL', 'Set to…');
  await bulk.value('Privacy policy URL').fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  // The run waits until the fault is removed, so that the dialog stays.
  const clear = world.sandbox.faults.add({
    kind: 'rate-limited',
    resetMs: 1_000,
    match: { storeHash: store.hash, method: 'PUT' },
  });
  await bulk.button('Save 4 storefronts').click();
  await expect(bulk.heading('Saving 4 storefronts')).toBeFocused();
  await page.goBack();
  const dialog = page.getByRole('dialog', { name: 'Stop saving and leave?' });
  await expect(dialog).toBeVisible();
  await checkState(page, 'bulk-leave');
  clear();
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(bulk.heading('All 4 storefronts saved')).toBeVisible();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
});
