import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, clubId, mainId, outletId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { entryName } from './history-page.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';
import { beginningOf, changeLine, globalValue, labelOf, text } from './texts.ts';

const elsewhere = 'https://shop.example/from-elsewhere';
test('a save is undone from its alert, and the undo from its own', async ({
  form,
  history,
  page,
  store,
  world,
}) => {
  await form.savePolicyUrl(newPolicyUrl);
  await checkState(page, 'saved-with-undo');
  await form.undo.press('Enter');
  await expect(form.undone).toContainText(changeLine('policyUrl', newPolicyUrl, firstPolicyUrl));
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.unsaved).toBeHidden();
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { policy_url: newPolicyUrl } },
    { privacy_settings: { policy_url: firstPolicyUrl } },
  ]);
  await form.undo.click();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await history.openFilled();
  await expect(history.entries.first()).toContainText(text('history.sources.restore'));
});

test('an undo keeps changes made elsewhere to other fields', async ({ browserReports, form, store }) => {
  await form.savePolicyUrl(newPolicyUrl);
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 2 } });
  browserReports.expectFailedLoad(412);
  await form.undo.click();
  await expect(form.undone).toBeVisible();
  expect(store.settings).toMatchObject({
    privacy_settings: { policy_url: firstPolicyUrl },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
});

test('an undo asks where the same field was changed elsewhere since', async ({
  browserReports,
  form,
  store,
}) => {
  await form.savePolicyUrl(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.undo.click();
  const { dialog } = form.conflict;
  await expect(dialog).toContainText(text('conflictDialog.saw', { value: newPolicyUrl }));
  await dialog.getByRole('radio', { name: `Yours: ${firstPolicyUrl}` }).check();
  expect(store.settings.privacy_settings.policy_url).toBe(elsewhere);
  await form.conflict.save.click();
  await expect(form.undone).toBeVisible();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('an entry of the history brings back the values from before, once', async ({
  form,
  history,
  page,
  store,
}) => {
  await form.savePolicyUrl(newPolicyUrl);
  await history.openFilled();
  await history.restoreNewest();
  const bulk = bulkPageIn(page);
  await expect(bulk.reviewing(1)).toBeFocused();
  expect(await bulk.changes()).toEqual([
    [text('bulk.store'), labelOf('policyUrl'), newPolicyUrl, firstPolicyUrl],
  ]);
  await checkState(page, 'restore-review');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'restore-review-narrow');
  await bulk.save(0, { global: 'only' });
  await expect(bulk.allSaved(0, { global: 'only' })).toBeFocused();
  // A button under the mouse has other colours.
  await page.mouse.move(0, 0);
  await checkState(page, 'restore-result');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await bulk.done.click();
  await expect(history.entries).toHaveCount(2);
  await history.showAllDetails();
  await expect(history.restores().nth(1)).toBeDisabled();
  await expect(history.restores().nth(1)).toHaveAccessibleDescription(text('restore.reasons.same'));
  await page.mouse.move(0, 0);
  await checkState(page, 'restore-nothing');
});

test('a deleted group is not brought back: another one is chosen', async ({ form, history, page, store }) => {
  await form.guestGroup.fill('Trade');
  await form.options.filter({ hasText: 'Trade' }).first().click();
  await form.saveEdits();
  store.groups = store.groups.filter(({ id }) => id !== 1);
  await page.reload();
  await history.openFilled();
  await history.restores().click();
  const bulk = bulkPageIn(page);
  await expect(bulk.heading(text('restore.groupsTitle', { count: 1 }))).toBeFocused();
  await checkState(page, 'restore-group-gone');
  await bulk.review();
  await expect(bulk.nothingToChange).toBeFocused();
  await expect(page.getByText('its customer group was deleted')).toBeVisible();
  await bulk.back.click();
  await page.getByRole('radio', { name: text('missingGroup.replace') }).press('Space');
  const other = page.getByRole('combobox', { name: beginningOf('missingGroup.other', 'name') });
  await other.fill('Loyalty');
  await page.getByRole('option').filter({ hasText: 'Loyalty' }).first().click();
  await bulk.review();
  await bulk.save(0, { global: 'only' });
  await expect(bulk.allSaved(0, { global: 'only' })).toBeFocused();
  expect(store.settings.customer_group_settings.guest_customer_group_id).toBe(3);
});

test('a bulk change is undone, and what was changed since is reviewed', async ({
  beginBulk,
  history,
  store,
}) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet', 'Club']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(3);
  await expect(bulk.allSaved(3)).toBeFocused();
  const clubBefore = 'https://club.example/privacy';
  store.changeChannelSettings(outletId, { privacy_settings: { policy_url: elsewhere } });
  await bulk.undo.click();
  await expect(bulk.reviewing(3)).toBeFocused();
  const inherited = globalValue(firstPolicyUrl);
  expect((await bulk.changes()).sort()).toEqual([
    ['Club', labelOf('policyUrl'), newPolicyUrl, clubBefore],
    ['Main street', labelOf('policyUrl'), newPolicyUrl, inherited],
    ['Outlet', labelOf('policyUrl'), elsewhere, inherited],
  ]);
  await bulk.save(3);
  await expect(bulk.allSaved(3)).toBeFocused();
  expect([mainId, outletId, clubId].map((id) => policyUrlOf(store, id))).toEqual([null, null, clubBefore]);
  await bulk.done.click();
  await history.openFilled();
  await expect(history.entries).toHaveCount(3);
  await history.restores(entryName('bulk', 3, [['applied', 3]])).click();
  await expect(bulk.nothingToChange).toBeFocused();
});

test('who leaves while storefronts are saved is asked first', async ({
  beginBulk,
  browserReports,
  faults,
  form,
  page,
  store,
}) => {
  browserReports.expectFailedLoad(429);
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet', 'Wholesale', 'Club']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  // The run waits until the fault is removed, so that the dialog stays.
  const clear = faults.add({ kind: 'rate-limited', resetMs: 1_000 }, { method: 'PUT' });
  await bulk.save(4);
  await expect(bulk.saving(4)).toBeFocused();
  await page.goBack();
  const dialog = page.getByRole('dialog', { name: text('bulk.leave.title') });
  await expect(dialog).toBeVisible();
  await checkState(page, 'bulk-leave');
  clear();
  await dialog.getByRole('button', { name: text('bulk.leave.stay') }).click();
  await expect(bulk.allSaved(4)).toBeVisible();
  await form.tab('settings').click();
  await expect(page.getByRole('button', { name: text('saving.save'), exact: true })).toBeVisible();
});
