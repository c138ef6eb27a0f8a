import type { Page } from '@playwright/test';
import { loadApp } from '../harness/store-client.ts';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, staffId, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll } from './states.ts';
import { text } from './texts.ts';

const agreed = 'Agreed with Légal, 50 %';

/** The fields of a reason, and what is said about them. */
function reasonsOn(page: Page) {
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  return {
    add: page.getByRole('button', { name: text('reason.add') }),
    optional: field(text('reason.label')),
    required: field(text('reason.labelRequired')),
    missing: page.getByRole('alert').filter({ hasText: text('reason.missing') }),
    search: page.getByRole('searchbox', { name: text('history.filters.note') }),
    said: (note: string) => page.getByText(text('history.note', { note })),
  };
}

/** Requires a reason for every change, as a user does. */
async function requireReasons(page: Page): Promise<void> {
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  const aSwitch = page.getByRole('switch', { name: text('appSettings.reasonRequired') });
  await expect(aSwitch).not.toBeChecked();
  await aSwitch.press('Space');
  await expect(page.getByRole('status').filter({ hasText: text('appSettings.saved') })).toBeVisible();
  await expect(aSwitch).toBeChecked();
}

test('a save has a reason, which outlasts a reload, goes with the save and is found', async ({
  form,
  history,
  page,
}) => {
  const reasons = reasonsOn(page);
  await expect(reasons.add).toBeHidden();
  await form.policyUrl.fill(newPolicyUrl);
  await reasons.add.press('Enter');
  await expect(reasons.optional).toBeFocused();
  await checkState(page, 'reason-field');
  await reasons.optional.fill(agreed);
  await page.reload();
  await expect(form.restored).toBeVisible();
  await expect(reasons.optional).toHaveValue(agreed);
  await reasons.optional.press('Enter');
  await expect(form.saved).toBeVisible();
  await expect(reasons.optional).toBeHidden();
  await expect(form.save).toBeFocused();
  await form.policyUrl.fill('https://shop.example/third');
  await expect(reasons.add).toBeVisible();
  await form.saveEdits();

  await history.openFilled();
  await expect(history.entry(text('history.wholeStore'))).toHaveCount(2);
  await reasons.search.fill('  legal, ');
  await reasons.search.press('Enter');
  await expect(history.entries).toHaveCount(1);
  await expect(reasons.search).toBeFocused();
  await expect(page).toHaveURL(/[?&]note=legal/);
  await history.showAllDetails();
  await expect(reasons.said(agreed)).toBeVisible();
  await checkState(page, 'history-by-reason');
  await reasons.search.fill('nothing like it');
  await reasons.search.blur();
  await expect(history.entries).toHaveCount(0);
  await history.clearFilters.click();
  await expect(history.entry(text('history.wholeStore'))).toHaveCount(2);
  await expect(reasons.search).toHaveValue('');
});

test('an undo keeps the reason of what it undoes', async ({ form, history, page }) => {
  const reasons = reasonsOn(page);
  await form.policyUrl.fill(newPolicyUrl);
  await reasons.add.click();
  await reasons.optional.fill(agreed);
  await form.saveEdits();
  await form.undo.click();
  await expect(form.undone).toBeVisible();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await history.openFilled();
  await expect(reasons.said(agreed)).toHaveCount(2);
});

test('a store requires reasons: nothing is saved without one', async ({
  form,
  history,
  page,
  store,
  world,
}) => {
  const reasons = reasonsOn(page);
  await requireReasons(page);
  await page.mouse.move(0, 0);
  await checkState(page, 'app-settings');
  await page.getByRole('tab', { name: text('views.onlySettings'), exact: true }).click();
  await form.policyUrl.fill(newPolicyUrl);
  await expect(reasons.required).toBeVisible();
  await form.save.click();
  await expect(reasons.missing).toBeVisible();
  await expect(reasons.required).toBeFocused();
  await checkState(page, 'reason-missing');
  expect(savedBodies(world, store)).toEqual([]);
  await reasons.required.fill(agreed);
  await expect(reasons.missing).toBeHidden();
  await form.saveEdits();

  await history.openFilled();
  await history.restoreNewest();
  const bulk = bulkPageIn(page);
  await expect(bulk.reviewing(1)).toBeFocused();
  await expect(reasons.required).toHaveValue('');
  await bulk.save(0, { global: 'only' });
  await expect(reasons.missing).toBeVisible();
  await reasons.required.fill('Back again');
  await bulk.save(0, { global: 'only' });
  await expect(bulk.allSaved(0, { global: 'only' })).toBeFocused();
  await bulk.done.click();
  await history.showAllDetails();
  await expect(reasons.said('Back again')).toBeVisible();
});

test('a user who may not change the app settings reads them', async ({ form, openAlone, page }) => {
  await requireReasons(page);
  await openAlone({ userId: staffId });
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(page.getByText(text('appSettings.reasonRequiredIs', { state: 'on' }))).toBeVisible();
  await expect(page.getByText(text('appSettings.readOnly'))).toBeVisible();
  await expect(page.getByRole('switch', { name: text('appSettings.reasonRequired') })).toBeHidden();
  await expect(form.heading(text('appSettings.title'))).toBeVisible();
});

test('a reason is required while the page is open: what was edited stays, and the field is there', async ({
  browserReports,
  form,
  page,
  store,
  world,
}) => {
  const reasons = reasonsOn(page);
  await form.policyUrl.fill(newPolicyUrl);
  await expect(reasons.add).toBeVisible();
  const elsewhere = await loadApp(world, store.hash);
  const required = await elsewhere.call('PUT', 'app-settings', { body: { reason_required: true } });
  expect(required.status).toBe(200);

  browserReports.expectFailedLoad(422);
  await form.save.click();
  await expect(form.error('reason_required')).toBeVisible();
  await expect(reasons.required).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  expect(savedBodies(world, store)).toEqual([]);
  await reasons.required.fill(agreed);
  await form.saveEdits();
  expect(savedBodies(world, store)).toHaveLength(1);
});

test('a bulk change is reviewed with its reason, and its undo has the same', async ({
  beginBulk,
  history,
  page,
  store,
}) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  const reasons = reasonsOn(page);
  await reasons.optional.fill(agreed);
  await bulk.back.click();
  await bulk.review();
  await expect(reasons.optional).toHaveValue(agreed);
  await checkState(page, 'bulk-reason');
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeFocused();
  await bulk.undo.click();
  await expect(reasons.optional).toHaveValue(agreed);
  await reasons.optional.fill('Taken back');
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeFocused();
  await bulk.done.click();
  await history.openFilled();
  await reasons.search.fill('taken BACK');
  await reasons.search.press('Enter');
  await expect(history.entries).toHaveCount(1);
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('a reason is never in the way', async ({ form, page }) => {
    const reasons = reasonsOn(page);
    const bar = page.getByRole('group', { name: text('saving.bar') });
    const heightOf = async () => (await bar.boundingBox())?.height ?? Infinity;
    await form.policyUrl.fill(newPolicyUrl);
    await expect(reasons.add).toBeVisible();
    await expectNoSidewaysScroll(page, 'narrow reason button');
    expect(await heightOf()).toBeLessThan(120);
    await reasons.add.click();
    await reasons.optional.fill('A reason that is longer than the field is wide, as reasons are');
    await expectNoSidewaysScroll(page, 'narrow reason field');
    expect(await heightOf()).toBeLessThan(180);
    await checkState(page, 'narrow-reason');
    await form.discard.click();
    await form.discardChanges.click();
    await expect(reasons.optional).toBeHidden();
    await form.policyUrl.fill(newPolicyUrl);
    await expect(reasons.add).toBeVisible();
  });
});
