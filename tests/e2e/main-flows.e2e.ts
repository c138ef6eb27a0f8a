import { writeFile } from 'node:fs/promises';
import { addStorefronts, clubId, clubPolicyUrl, mainId, outletId, policyUrlOf } from './bulk-stores.ts';
import { bulkPageIn } from './bulk-page.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test, untilReady } from './fixtures.ts';
import { formPageIn } from './form-page.ts';
import { readTextOf } from './handed-file.ts';
import { savesOf } from './store-faults.ts';
import { inheritanceIn } from './storefronts-page.ts';
import { changeLine, errorTitle, globalValue, labelOf, startingWith, text } from './texts.ts';

// What merchants do every day, in Chromium and in Firefox. The app is the top page here, opened by its callbacks without
// a control panel: Playwright gives no input to a frame of another origin in Firefox, as the control panel's is, and
// hears of no download of a page's own data there: what an export holds is read where the app shows it. All other files
// run in Chromium, most of them in the control panel.

test('install, edit, save, reload', async ({ browserReports: _watching, page, store, world }) => {
  await page.goto(world.sandbox.callbacks.authUrl(store.hash));
  await untilReady(page);
  const form = formPageIn(page);
  await expect(form.heading(text('welcome.title'))).toBeVisible();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.guestGroup).toHaveValue('Retail');

  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  await form.chooseNewCustomerGroup('trade');
  await form.saveEdits();
  await expect(form.savedChanges).toHaveText([
    changeLine('trackingConsentOnCheckout', text('settings.off'), text('settings.on')),
    changeLine('policyUrl', firstPolicyUrl, newPolicyUrl),
    changeLine('defaultCustomerGroupId', text('groups.none'), 'Trade'),
  ]);
  expect(savedBodies(world, store)).toEqual([
    {
      privacy_settings: { policy_url: newPolicyUrl, ask_shopper_for_tracking_consent_on_checkout: true },
      customer_group_settings: { default_customer_group_id: 2 },
    },
  ]);

  await page.reload();
  await untilReady(page);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.newCustomerGroup).toHaveValue('Trade');
  await expect(form.unsaved).toBeHidden();
});

test('a faulty address is named at its field, and nothing is sent', async ({ form, store, world }) => {
  await form.submitPolicyUrl('http://shop.example/privacy');
  await expect(form.policyUrl).toBeFocused();
  await expect(form.policyUrl).toHaveAccessibleDescription(
    startingWith(text('validation.policy_url_not_absolute_https')),
  );
  expect(savedBodies(world, store)).toEqual([]);
  await form.savePolicyUrl(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a save that fails keeps the edits, and succeeds when it is tried again', async ({
  browserReports,
  faults,
  form,
  store,
}) => {
  browserReports.expectFailedLoad(503);
  const clear = faults.failSaves(503);
  await form.trackingConsent.uncheck();
  await form.submitPolicyUrl(newPolicyUrl);
  await expect(form.error('store_unavailable')).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.trackingConsent).not.toBeChecked();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  clear();
  await form.tryAgain.click();
  await expect(form.saved).toContainText(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('a reload keeps the draft, which is then saved', async ({ form, page, store }) => {
  await form.policyUrl.fill(newPolicyUrl);
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(form.restored).toBeVisible();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.trackingConsent).not.toBeChecked();
  await form.saveEdits();
  expect(store.settings.privacy_settings).toMatchObject({
    policy_url: newPolicyUrl,
    ask_shopper_for_tracking_consent: false,
  });
});

test('a storefront overrides a setting and follows the store in another', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const inheritance = inheritanceIn(page);
  await matrix.open();
  await matrix.link('Club').click();
  await expect(form.heading('Club')).toBeVisible();
  await expect(form.policyUrl).toHaveValue(clubPolicyUrl);
  await inheritance.useGlobal('defaultCustomerGroupId').uncheck();
  await form.chooseNewCustomerGroup('loyal');
  await inheritance.reset('policyUrl').click();
  await form.saveEdits();
  await expect(form.savedChanges).toHaveText([
    changeLine('policyUrl', clubPolicyUrl, globalValue(firstPolicyUrl)),
    changeLine('defaultCustomerGroupId', globalValue(text('groups.none')), 'Loyalty'),
  ]);
  expect(policyUrlOf(store, clubId)).toBeNull();
  expect(store.settingsOfChannel(clubId).customer_group_settings.default_customer_group_id).toBe(3);
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
});

test('a bulk change goes on past a storefront that fails, and saves it afterwards', async ({
  beginBulk,
  browserReports,
  faults,
  store,
}) => {
  addStorefronts(store);
  browserReports.expectFailedLoad(503);
  const clear = faults.fail(503, savesOf(outletId));
  const bulk = await beginBulk(['Main street', 'Outlet', 'Wholesale']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(bulk.reviewing(3)).toBeFocused();
  await bulk.save(3);
  await expect(bulk.someSaved(2, 3)).toBeFocused();
  await expect(bulk.listOf('failedOrUnclear', 1)).toContainText(errorTitle('store_unavailable'));
  expect(policyUrlOf(store, outletId)).toBeNull();
  clear();
  await bulk.retry.click();
  await expect(bulk.allSaved(3)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
  await bulk.done.click();
  await expect(bulk.storefront('Outlet')).toBeVisible();
});

test('the history shows a change and restores the values from before', async ({
  form,
  history,
  page,
  store,
}) => {
  await form.savePolicyUrl(newPolicyUrl);
  await history.openFilled();
  await expect(history.entries.first()).toContainText(newPolicyUrl);
  await history.restoreNewest();
  const bulk = bulkPageIn(page);
  await expect(bulk.reviewing(1)).toBeFocused();
  expect(await bulk.changes()).toEqual([
    [text('bulk.store'), labelOf('policyUrl'), newPolicyUrl, firstPolicyUrl],
  ]);
  await bulk.save(0, { global: 'only' });
  await expect(bulk.allSaved(0, { global: 'only' })).toBeFocused();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  await bulk.done.click();
  await expect(history.entries).toHaveCount(2);
});

test('the history is exported as a file', async ({ form, history, page, store }) => {
  await form.savePolicyUrl(newPolicyUrl);
  await history.open();
  await history.exportCsv.click();
  const name = new RegExp(`customer-settings-history-${store.hash}-.*\\.csv`);
  expect(await readTextOf(page, name)).toContain(newPolicyUrl);
});

test('settings are exported, and imported again after they changed', async ({
  openAlone,
  page,
  store,
}, testInfo) => {
  addStorefronts(store);
  await openAlone();
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await page.getByRole('button', { name: text('settingsFile.exportTitle') }).click();
  // Firefox's list of downloads has the focus from now on.
  const exported = await readTextOf(page, new RegExp(`customer-settings-${store.hash}-.*\\.json`));
  expect(JSON.parse(exported)).toMatchObject({
    store: { hash: store.hash },
    global_settings: { privacy_settings: { policy_url: firstPolicyUrl } },
  });

  store.changeChannelSettings(mainId, { privacy_settings: { policy_url: newPolicyUrl } });
  const path = testInfo.outputPath('settings.json');
  await writeFile(path, exported);
  await page.getByLabel(text('settingsFile.importFile')).setInputFiles(path);
  const bulk = bulkPageIn(page);
  await bulk.review();
  await expect(bulk.reviewing(1)).toBeVisible();
  expect(await bulk.changes()).toEqual([
    ['Main street', labelOf('policyUrl'), newPolicyUrl, globalValue(firstPolicyUrl)],
  ]);
  await bulk.save(1);
  await expect(bulk.allSaved(1)).toBeVisible();
  expect(policyUrlOf(store, mainId)).toBeNull();
});

test('a file that is none is refused in words, and changes nothing', async ({
  openAlone,
  page,
  store,
  world,
}, testInfo) => {
  await openAlone();
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  const path = testInfo.outputPath('settings.json');
  await writeFile(path, '{"schema_version": 1');
  await page.getByLabel(text('settingsFile.importFile')).setInputFiles(path);
  await expect(
    page.getByRole('alert').filter({ hasText: text('settingsFile.refused', { name: 'settings.json' }) }),
  ).toContainText(text('settingsFile.faults.not_json'));
  expect(savedBodies(world, store)).toEqual([]);
});
