import type { Locator } from '@playwright/test';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, mainId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, installedBeforehand, newPolicyUrl, test } from './fixtures.ts';
import { formPageIn } from './form-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { text } from './texts.ts';

/** Whether two elements share a point of the screen. */
async function overlap(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (a === null || b === null) throw new Error('one of them is not shown');
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

for (const size of [
  { width: 1280, height: 860 },
  { width: 320, height: 640 },
])
  test(`what was saved covers neither tabs nor buttons, ${size.width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize(size);
    await form.savePolicyUrl(newPolicyUrl);
    await expectNoSidewaysScroll(page, 'saved');
    await keepPicture(page, `saved-${size.width}`);
    for (const control of [page.getByRole('tablist'), form.save, form.discard])
      expect(await overlap(form.saved, control)).toBe(false);
    await expect(form.saved).toBeInViewport({ ratio: 1 });
  });

for (const size of [
  { width: 1280, height: 560 },
  { width: 320, height: 640 },
])
  test(`at the end of the page, what was saved covers no control, ${size.width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize(size);
    await form.savePolicyUrl(newPolicyUrl);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const notice = await form.saved.boundingBox();
    const last = page.locator('form').getByRole('link').last();
    await expect(last).toBeInViewport({ ratio: 1 });
    const link = await last.boundingBox();
    expect((link?.y ?? 0) + (link?.height ?? 0)).toBeLessThanOrEqual(notice?.y ?? 0);
    // What has the focus comes into view above it, too.
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const field of [form.policyUrl, form.guestGroup, form.newCustomerGroup]) {
      await field.focus();
      expect(await overlap(form.saved, field)).toBe(false);
    }
    await keepPicture(page, `saved-end-${size.width}`);
  });

test('help stands beside its field where the page is wide, and below it where it is not', async ({
  form,
  page,
}) => {
  const help = page.getByText(text('settings.policyUrl.help'), { exact: true });
  const boxes = async () => {
    const [field, words] = await Promise.all([form.policyUrl.boundingBox(), help.boundingBox()]);
    if (field === null || words === null) throw new Error('one of them is not shown');
    return { field, words };
  };
  const wide = await boxes();
  expect(wide.words.x).toBeGreaterThan(wide.field.x + wide.field.width);
  expect(wide.words.y).toBeLessThan(wide.field.y + wide.field.height);
  await keepPicture(page, 'help-beside');
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = await boxes();
  expect(narrow.words.y).toBeGreaterThanOrEqual(narrow.field.y + narrow.field.height);
  await keepPicture(page, 'help-below');
});

test('a link opened in a tab of its own says how to go on', async ({ context, form, page }) => {
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: text('settingsFile.link') }).click({ modifiers: ['ControlOrMeta'] });
  const other = await opened;
  await expect(other.getByRole('heading', { name: text('newTab.title') })).toBeVisible();
  await expect(other.getByRole('link', { name: text('newTab.link') })).toHaveAttribute(
    'href',
    /\/manage\/marketplace\/apps$/,
  );
  await checkState(other, 'link-in-new-tab');
  await other.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(other, 'link in a new tab');
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
});

test('a first read that fails speaks of no changes', async ({ faults, page, store, world }) => {
  await installedBeforehand(world, store);
  faults.fail(500, { method: 'GET', path: '/v3/customers/settings' });
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  const alert = formPageIn(page).error('store_failed');
  await expect(alert).toContainText(text('app.notRead'));
  await expect(alert).not.toContainText('Your changes');
});

test('people that cannot be read are said to be, without a word about saving', async ({
  browserReports,
  openAlone,
  page,
}) => {
  browserReports.expectFailedLoad(500);
  await page.route('**/people', (route) =>
    route.fulfill({
      status: 500,
      headers: { 'Content-Type': 'application/problem+json' },
      body: JSON.stringify({ status: 500, code: 'internal', title: '' }),
    }),
  );
  const form = await openAlone();
  await form.tab('people').click();
  const alert = form.error('internal');
  await expect(alert).toContainText(text('app.notRead'));
  await expect(alert).not.toContainText('Your changes');
});

test('Review with nothing chosen brings the reason into view, each time; Ctrl+S goes on and saves', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const bulk = bulkPageIn(page);
  await page.setViewportSize({ width: 1280, height: 500 });
  await form.tab('storefronts').click();
  await bulk.storefront('Main street').check();
  await bulk.changeSelected.click();
  const reason = bulk.fault(text('bulk.choose.nothing'));
  for (const attempt of [1, 2]) {
    await page.evaluate(() => scrollTo({ top: document.body.scrollHeight }));
    await bulk.reviewButton.click();
    await expect(reason, `attempt ${attempt}`).toBeFocused();
    await expect(reason).toBeInViewport({ ratio: 1 });
  }
  await keepPicture(page, 'bulk-nothing-chosen');

  await bulk.choice('policyUrl', 'set').check();
  await bulk.value('policyUrl').fill(newPolicyUrl);
  await page.keyboard.press('Control+s');
  await expect(bulk.table).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(bulk.heading(text('bulk.result.allSaved', { store: 'none', count: 1 }))).toBeVisible();
  expect(policyUrlOf(store, mainId)).toBe(newPolicyUrl);
});

test('in place of a group that is gone nothing is chosen beforehand', async ({ openAlone, page, store }) => {
  await openAlone();
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  const file = {
    schema_version: 1,
    exported_at: '2026-01-02T03:04:05.000Z',
    store: { hash: 'another', name: 'Another store' },
    global_settings: { customer_group_settings: { guest_customer_group_id: 77 } },
    storefronts: [],
    customer_groups: [{ id: 77, name: 'Wholesale' }],
  };
  await page.getByLabel(text('settingsFile.importFile')).setInputFiles({
    name: 'settings.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByRole('radio', { name: text('missingGroup.replace') }).check();
  const group = page.getByRole('combobox', { name: text('missingGroup.other', { name: 'Wholesale' }) });
  await expect(group).toHaveValue('');
  const bulk = bulkPageIn(page);
  await bulk.reviewButton.click();
  await expect(group).toBeFocused();
  await expect(group).toHaveAccessibleDescription(new RegExp(text('missingGroup.missing')));
  await checkState(page, 'import-group-to-choose');
  await group.fill('trade');
  await group.press('Enter');
  await bulk.reviewButton.click();
  await bulk.button(text('bulk.review.save', { store: 'only', count: 0 })).click();
  await expect.poll(() => store.settings.customer_group_settings.guest_customer_group_id).toBe(2);
});
