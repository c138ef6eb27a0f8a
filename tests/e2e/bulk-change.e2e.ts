import { RateLimit } from '../../sandbox/rate-limit.ts';
import { bulkPageIn } from './bulk-page.ts';
import {
  addManyStorefronts,
  addStorefronts,
  clubId,
  clubPolicyUrl,
  mainId,
  outletId,
  policyUrlOf,
  wholesaleId,
} from './bulk-stores.ts';
import { settingFields } from '../../lib/settings/customer-settings.ts';
import { expect, firstPolicyUrl, newPolicyUrl, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { readsFor, savesOf } from './store-faults.ts';
import { errorTitle, globalValue, labelOf, startingWith, text, textWithNumber } from './texts.ts';

const policyUrl = labelOf('policyUrl');
const consent = labelOf('trackingConsent');
const newCustomers = labelOf('defaultCustomerGroupId');
const everyStorefront = ['Main street', 'Outlet', 'Wholesale', 'Club'];

/** The group's benefits, in which BigCommerce's words and numbers become the merchant's. */
const dealersGive = `${text('groupNotes.discountAll', { method: 'percent', amount: '15' })} · ${text('groupNotes.someCategories', { count: 2 })}`;
const dealers = text('bulk.guests.group', { group: 'Dealers', gives: dealersGive });

const branches = (count: number) => Array.from({ length: count }, (_, index) => `Branch ${index + 1}`);

test('one setting on three storefronts: chosen, reviewed, saved', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet', 'Wholesale']);
  await expect(bulk.choosing(3)).toBeFocused();
  await checkState(page, 'bulk-choose');

  await bulk.review();
  await expect(bulk.fault(text('bulk.choose.nothing'))).toBeVisible();
  await bulk.choose('policyUrl', 'set');
  await expect(bulk.fault(text('bulk.choose.nothing'))).toBeHidden();
  await bulk.value('policyUrl').fill('http://shop.example/');
  await bulk.review();
  await expect(bulk.value('policyUrl')).toBeFocused();
  await expect(bulk.value('policyUrl')).toHaveAccessibleDescription(
    startingWith(text('validation.policy_url_not_absolute_https')),
  );
  await checkState(page, 'bulk-choose-fault');

  await bulk.value('policyUrl').fill(newPolicyUrl);
  await bulk.review();
  await expect(bulk.reviewing(3)).toBeFocused();
  expect(await bulk.changes()).toEqual(
    ['Main street', 'Outlet', 'Wholesale'].map((name) => [
      name,
      policyUrl,
      globalValue(firstPolicyUrl),
      newPolicyUrl,
    ]),
  );
  await checkState(page, 'bulk-review');
  expect([mainId, outletId, wholesaleId].map((id) => policyUrlOf(store, id))).toEqual([null, null, null]);

  await bulk.save(3);
  await expect(bulk.allSaved(3)).toBeFocused();
  await expect(bulk.listOf('saved', 3)).toContainText('Wholesale');
  await checkState(page, 'bulk-result-saved');
  expect([mainId, outletId, wholesaleId].map((id) => policyUrlOf(store, id))).toEqual([
    newPolicyUrl,
    newPolicyUrl,
    newPolicyUrl,
  ]);
  expect(policyUrlOf(store, clubId)).toBe(clubPolicyUrl);

  await bulk.done.click();
  await expect(bulk.storefront('Outlet')).toBeVisible();
});

test('the review leaves out what changes nothing', async ({ beginBulk, page, store, world }) => {
  addStorefronts(store);
  const bulk = await beginBulk(everyStorefront);
  await bulk.choose('policyUrl', 'inherit');
  await bulk.choose('trackingConsent', 'inherit');
  await bulk.review();
  await expect(bulk.reviewing(2)).toBeVisible();
  expect(await bulk.changes()).toEqual([
    ['Club', consent, text('settings.off'), globalValue(text('settings.on'))],
    ['Club', policyUrl, clubPolicyUrl, globalValue(firstPolicyUrl)],
  ]);
  await expect(bulk.listOf('same', 3).getByRole('listitem')).toHaveText([
    /^Main street/,
    /^Outlet/,
    /^Wholesale/,
  ]);
  await checkState(page, 'bulk-review-left-out');

  await bulk.save(1);
  await expect(bulk.allSaved(1)).toBeFocused();
  await expect(bulk.listOf('same', 3)).toContainText('Main street');
  expect(store.settingsOfChannel(clubId)).toMatchObject({
    privacy_settings: { ask_shopper_for_tracking_consent: null, policy_url: null },
    customer_group_settings: { guest_customer_group_id: 0 },
    allow_global_logins: true,
  });
  const saves = world.sandbox.requests.list({ storeHash: store.hash, method: 'PUT' });
  expect(saves.map(({ body }) => body)).toEqual([
    { privacy_settings: { ask_shopper_for_tracking_consent: null, policy_url: null } },
  ]);
});

test('all is copied from one storefront, inheritance included', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  store.changeChannelSettings(outletId, {
    customer_group_settings: { default_customer_group_id: 2 },
    allow_global_logins: false,
  });
  const bulk = await beginBulk(['Main street', 'Outlet', 'Club']);
  await bulk.copyAll.press('Space');
  await bulk.review();
  await expect(bulk.fault(text('bulk.source.missing'))).toBeVisible();
  await bulk.radio('Club').press('Space');
  await checkState(page, 'bulk-copy');

  await bulk.review();
  await expect(bulk.reviewing(9)).toBeVisible();
  const changes = await bulk.changes();
  expect(changes.filter(([name]) => name === 'Outlet').slice(-2)).toEqual([
    ['Outlet', newCustomers, 'Trade', globalValue(text('groups.none'))],
    ['Outlet', labelOf('allowGlobalLogins'), text('settings.notAllowed'), text('settings.allowed')],
  ]);
  await expect(bulk.listOf('same', 1)).toContainText('Club');
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeVisible();
  expect(store.settingsOfChannel(mainId)).toEqual(store.settingsOfChannel(clubId));
  expect(store.settingsOfChannel(outletId)).toEqual(store.settingsOfChannel(clubId));
});

test('goes on past a storefront that fails, and saves it when it is tried again', async ({
  beginBulk,
  browserReports,
  faults,
  page,
  store,
}) => {
  addStorefronts(store);
  const clear = faults.fail(503, savesOf(outletId));
  browserReports.expectFailedLoad(503);
  const origins: (string | undefined)[][] = [];
  page.on('request', (request) => {
    const { 'x-change-source': source, 'x-change-group': group } = request.headers();
    if (request.method() === 'PUT') origins.push([source, group]);
  });
  const bulk = await beginBulk(['Main street', 'Outlet', 'Wholesale']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(3);
  await expect(bulk.someSaved(2, 3)).toBeFocused();
  await expect(bulk.unfinished).toContainText('1 failed.');
  await expect(bulk.listOf('failedOrUnclear', 1)).toContainText(errorTitle('store_unavailable'));
  await expect(bulk.allSaved(3)).toBeHidden();
  await checkState(page, 'bulk-result-failed');
  expect(policyUrlOf(store, outletId)).toBeNull();

  clear();
  await bulk.retry.click();
  await expect(bulk.allSaved(3)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
  // The history shows all of it as one, the second try included.
  expect(origins).toHaveLength(4);
  expect(new Set(origins.map(([source]) => source))).toEqual(new Set(['bulk']));
  expect(new Set(origins.map(([, group]) => group)).size).toBe(1);
  expect(origins[0]?.[1]).toMatch(/^[0-9a-f-]{36}$/);
});

test('what BigCommerce does not keep is never called saved', async ({ beginBulk, faults, page, store }) => {
  addStorefronts(store);
  const clear = faults.keepField('privacy_settings.policy_url', savesOf(outletId));
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await bulk.set('policyUrl', newPolicyUrl);
  await bulk.setGroup('guestCustomerGroupId', 'Trade');
  await bulk.review();
  await bulk.save(2);
  await expect(bulk.someSaved(1, 2)).toBeFocused();
  await expect(bulk.listOf('partly', 1)).toContainText(text('bulk.result.notStored', { labels: policyUrl }));
  await checkState(page, 'bulk-result-partly');

  clear();
  await bulk.retry.click();
  await expect(bulk.allSaved(2)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
});

test('a storm of 429 is waited out and said, and everything is saved', async ({
  beginBulk,
  browserReports,
  page,
  store,
}) => {
  addManyStorefronts(store, 10);
  const bulk = await beginBulk(branches(10));
  await bulk.choose('trackingConsent', 'set');
  await bulk.review();
  await expect(bulk.reviewing(10)).toBeVisible();
  // Half of the quota is left to other apps: no more than five saves fit into a window.
  store.rateLimit = new RateLimit(20, 4_000);
  browserReports.expectFailedLoad(429);
  await bulk.save(10);
  await expect(bulk.region(errorTitle('store_rate_limited'))).toContainText(
    textWithNumber('bulk.pause.countdown', 'seconds'),
  );
  await expect(
    page.getByRole('status').filter({ hasText: text('bulk.pause.once', { reason: 'busy' }) }),
  ).toBeAttached();
  await checkState(page, 'bulk-apply-busy');
  await expect(bulk.allSaved(10)).toBeFocused({ timeout: 40_000 });
  for (const { id } of store.channels)
    expect(store.settingsOfChannel(id).privacy_settings.ask_shopper_for_tracking_consent).toBe(true);
});

test('stops half way, and the rest can be tried later', async ({ beginBulk, faults, page, store }) => {
  addManyStorefronts(store, 12);
  const clear = faults.delaySaves(1_000);
  const bulk = await beginBulk(branches(12));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(12);
  await expect(bulk.saving(12)).toBeFocused();
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: text('bulk.states.saved') })
      .first(),
  ).toBeVisible();
  await expect(bulk.progress).toHaveAttribute(
    'aria-valuetext',
    textWithNumber('bulk.apply.done', 'done', /[1-9]\d*/, { all: 12 }),
  );
  await keepPicture(page, 'bulk-apply');
  await bulk.stop.click();
  await expect(
    bulk.heading(textWithNumber('bulk.result.someSaved', 'saved', /\d+/, { store: 'none', count: 12 })),
  ).toBeFocused();
  const notTried = bulk.list(
    (await bulk.heading(textWithNumber('bulk.result.notTried', 'count')).textContent()) ?? '',
  );
  await expect(notTried).toContainText('Branch 12');
  const saved = store.channels.filter(({ id }) => policyUrlOf(store, id) === newPolicyUrl);
  await expect(bulk.someSaved(saved.length, 12)).toBeVisible();
  await checkState(page, 'bulk-result-stopped');

  clear();
  await bulk.saveRest.click();
  await expect(bulk.allSaved(12)).toBeFocused();
});

test('three storefronts in a row that BigCommerce fails stop the run, and the rest can be continued', async ({
  beginBulk,
  browserReports,
  faults,
  page,
  store,
}) => {
  addManyStorefronts(store, 12);
  // The tries of the failed saves would use up the quota.
  store.rateLimit.enabled = false;
  const clear = faults.failSaves(503);
  browserReports.expectFailedLoad(503);
  const bulk = await beginBulk(branches(12));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(12);
  await expect(bulk.someSaved(0, 12)).toBeFocused();
  await expect(page.getByText(text('bulk.result.ended', { reason: 'inARow', action: '' }))).toBeVisible();
  await expect(bulk.heading(textWithNumber('bulk.result.notTried', 'count', /[6-9]/))).toBeVisible();
  await checkState(page, 'bulk-result-ended');

  clear();
  await bulk.retry.click();
  await expect(bulk.allSaved(12)).toBeFocused();
});

test('a storefront that was changed elsewhere is not overwritten, and is reviewed again', async ({
  beginBulk,
  browserReports,
  page,
  store,
}) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(bulk.reviewing(2)).toBeVisible();

  const theirs = 'https://shop.example/from-elsewhere';
  store.changeChannelSettings(outletId, { privacy_settings: { policy_url: theirs } });
  browserReports.expectFailedLoad(412);
  await bulk.save(2);
  await expect(bulk.someSaved(1, 2)).toBeFocused();
  await expect(bulk.listOf('failed', 1)).toContainText(text('bulk.result.conflict'));
  expect(policyUrlOf(store, outletId)).toBe(theirs);
  await checkState(page, 'bulk-result-conflict');

  await bulk.retry.click();
  await expect(bulk.reviewing(1)).toBeFocused();
  expect(await bulk.changes()).toEqual([['Outlet', policyUrl, theirs, newPolicyUrl]]);
  await bulk.save(1);
  await expect(bulk.allSaved(2)).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
});

test('a server that is killed half way is waited for, and everything is saved', async ({
  beginBulk,
  browserReports,
  faults,
  store,
  world,
}) => {
  // The save that was cut off holds its storefront for the time of a lease.
  test.slow();
  addManyStorefronts(store, 9);
  const clear = faults.delaySaves(500);
  // While it starts, the server answers 503.
  for (const report of [
    'ERR_CONNECTION_REFUSED',
    'ERR_CONNECTION_RESET',
    'ERR_EMPTY_RESPONSE',
    409,
    412,
    503,
  ])
    browserReports.expectFailedLoad(report);
  const bulk = await beginBulk(branches(9));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(9);
  await expect(bulk.progress).toHaveAttribute(
    'aria-valuetext',
    textWithNumber('bulk.apply.done', 'done', /[1-8]/, { all: 9 }),
  );
  await world.app.kill();
  await expect(bulk.region(text('bulk.pause.title', { reason: 'outage' }))).toContainText(
    text('bulk.pause.detail', { reason: 'outage' }),
  );
  clear();
  await world.restartApp();
  await expect(bulk.allSaved(9)).toBeFocused({ timeout: 90_000 });
  for (const { id } of store.channels) expect(policyUrlOf(store, id)).toBe(newPolicyUrl);
});

test('a tab closed half way loses nothing that was saved', async ({
  beginBulk,
  faults,
  page,
  store,
  world,
}) => {
  addManyStorefronts(store, 12);
  const clear = faults.delaySaves(300);
  const bulk = await beginBulk(branches(12));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await bulk.save(12);
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: text('bulk.states.saved') })
      .first(),
  ).toBeVisible();
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  const closed = page.waitForEvent('close');
  await dialog.accept();
  await closed;
  clear();

  const reopened = await page.context().newPage();
  await reopened.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  const again = bulkPageIn(reopened);
  await again.begin(branches(12));
  await again.reviewPolicyUrl(newPolicyUrl);
  const listed = (await again.changes()).map(([name]) => name);
  const left = store.channels.filter(({ id }) => policyUrlOf(store, id) !== newPolicyUrl);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(12);
  expect(listed).toEqual(left.map(({ name }) => name));
});

test('a session that ends stops everything, and nothing is called saved that is not', async ({
  beginBulk,
  browserReports,
  store,
}) => {
  addManyStorefronts(store, 12);
  const bulk = await beginBulk(branches(12));
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(bulk.reviewing(12)).toBeVisible();
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await bulk.save(12);
  await expect(bulk.someSaved(0, 12)).toBeFocused();
  await expect(bulk.region(errorTitle('store_token_rejected'))).toContainText(errorTitle('session_missing'));
  await expect(bulk.heading(textWithNumber('bulk.result.notTried', 'count', /9|10|11/))).toBeVisible();
});

test('a group that changes what all visitors see asks for a tick', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet']);
  for (const field of ['guestCustomerGroupId', 'defaultCustomerGroupId'] as const) {
    await bulk.setGroup(field, 'Dealers');
  }
  await bulk.review();
  const warning = bulk.region(text('bulk.guests.title', { store: 'none', count: 2 }));
  await expect(warning).toContainText(dealers);
  await expect(warning).toContainText(text('bulk.guests.where', { store: 'none', count: 2 }));
  await expect(bulk.region(text('bulk.newCustomers.title'))).toContainText(
    text('bulk.newCustomers.group', { group: 'Dealers', gives: dealersGive, store: 'none', count: 2 }),
  );

  await bulk.save(2);
  const tick = warning.getByRole('checkbox');
  await expect(tick).toBeFocused();
  await expect(tick).toHaveAccessibleDescription(text('groupNotes.guestTickMissing'));
  await checkState(page, 'bulk-review-guests');
  expect(store.settingsOfChannel(mainId).customer_group_settings.guest_customer_group_id).toBeNull();

  await tick.press('Space');
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeFocused();
  expect(store.settingsOfChannel(mainId).customer_group_settings.guest_customer_group_id).toBe(4);
});

test("following the store's group asks for the tick, too", async ({ beginBulk, store }) => {
  addStorefronts(store);
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 4 } });
  const bulk = await beginBulk(['Outlet', 'Club']);
  await bulk.choose('guestCustomerGroupId', 'inherit');
  await bulk.review();
  await expect(bulk.region(text('bulk.guests.title', { store: 'none', count: 1 }))).toContainText('Dealers');
});

test('what could not be read is read again or left out', async ({ beginBulk, faults, page, store }) => {
  addStorefronts(store);
  const clear = faults.fail(500, readsFor(outletId));
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await bulk.reviewPolicyUrl(newPolicyUrl);
  await expect(bulk.heading(bulk.unread(1))).toBeFocused();
  await expect(bulk.list(bulk.unread(1))).toContainText('Outlet');
  await checkState(page, 'bulk-unread');

  await bulk.button(text('settingsFile.leaveOut')).click();
  await expect(bulk.reviewing(1)).toBeFocused();
  await bulk.save(1);
  await expect(bulk.someSaved(1, 2)).toBeFocused();

  clear();
  await bulk.retry.click();
  await expect(bulk.reviewing(1)).toBeFocused();
  expect((await bulk.changes()).map(([name]) => name)).toEqual(['Outlet']);
  await bulk.save(1);
  await expect(bulk.allSaved(2)).toBeFocused();
});

test('a setting that cannot be copied is named and left out', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  store.options.omitConsentOnCheckout = true;
  const bulk = await beginBulk(['Main street']);
  await expect(page.getByText(text('settings.notAvailable'))).toBeVisible();
  await bulk.copyAll.press('Space');
  await bulk.radio('Outlet').press('Space');
  await bulk.review();
  await expect(bulk.nothingToChange).toBeFocused();
  await expect(bulk.region(text('bulk.review.notCopiedTitle'))).toContainText(
    text('bulk.review.notCopied', { label: labelOf('allowGlobalLogins'), reason: 'unset', name: 'Outlet' }),
  );
  await checkState(page, 'bulk-nothing');
  await bulk.done.click();
  await expect(bulk.storefront('Main street')).toBeVisible();
});

test('a setting that one storefront does not have is named, and the rest is saved', async ({
  beginBulk,
  faults,
  store,
}) => {
  addStorefronts(store);
  faults.add(
    { kind: 'wrong-shape', field: 'data.privacy_settings', value: {} },
    { path: `/v3/customers/settings/channels/${outletId}` },
  );
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await bulk.set('policyUrl', newPolicyUrl);
  await bulk.setGroup('guestCustomerGroupId', 'Trade');
  await bulk.review();
  await expect(bulk.reviewing(3)).toBeFocused();
  await expect(bulk.region(text('bulk.review.missing'))).toContainText(
    text('bulk.review.missingDetail', { label: policyUrl, names: 'Outlet' }),
  );
  await bulk.save(2);
  await expect(bulk.someSaved(2, 2)).toBeFocused();
  await expect(bulk.unfinished).toBeVisible();
  await expect(bulk.listOf('missing', 1)).toContainText(text('bulk.result.missingOn', { labels: policyUrl }));
  expect(policyUrlOf(store, outletId)).toBeNull();
  expect(store.settingsOfChannel(outletId).customer_group_settings.guest_customer_group_id).toBe(2);
  expect(policyUrlOf(store, mainId)).toBe(newPolicyUrl);
});

test('many changes are shown page by page', async ({ beginBulk, page, store }) => {
  addManyStorefronts(store, 12);
  const bulk = await beginBulk(branches(12));
  await bulk.copyAll.press('Space');
  await page.getByRole('searchbox', { name: text('storefrontPicker.search') }).fill('branch 12');
  await page.getByRole('radio', { name: 'Branch 12' }).press('Space');
  await expect(page.getByRole('radio', { name: 'Branch 11' })).toBeHidden();
  await bulk.chooseSettings.press('Space');
  for (const field of settingFields) if (field !== 'allowGlobalLogins') await bulk.choose(field, 'set');
  await bulk.value('policyUrl').fill('');
  await bulk.review();
  await expect(bulk.reviewing(60)).toBeFocused();
  expect(await bulk.changes()).toHaveLength(50);
  await bulk.next.click();
  await expect(bulk.next).toBeFocused();
  await expect(
    page.getByRole('status').filter({ hasText: text('bulk.pages.range', { from: 51, to: 60, all: 60 }) }),
  ).toBeVisible();
  const last = await bulk.changes();
  expect(last).toHaveLength(10);
  expect(last.at(-3)).toEqual(['Branch 12', policyUrl, globalValue(firstPolicyUrl), text('settings.noUrl')]);
  await checkState(page, 'bulk-review-pages');
});

test('turning consent off says in the review for which storefronts', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet', 'Club']);
  await bulk.choose('trackingConsent', 'set');
  await bulk.value('trackingConsent').press('Space');
  await bulk.review();
  await expect(bulk.reviewing(2)).toBeFocused();
  await expect(page.getByRole('heading', { name: text('consentOff.title') })).toBeVisible();
  await expect(
    page.getByText(/shoppers of 2 storefronts aren't asked any more: Main street, Outlet\./),
  ).toBeVisible();
  await checkState(page, 'bulk-review-consent-off');
});

test('works by keyboard alone', async ({ beginBulk, page, store }) => {
  addStorefronts(store);
  const bulk = await beginBulk(['Main street', 'Outlet']);
  await expect(bulk.choosing(2)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.chooseSettings).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(
    bulk.setting('trackingConsent').getByRole('radio', { name: text('bulk.choose.leave') }),
  ).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(
    bulk.setting('trackingConsent').getByRole('radio', { name: text('bulk.choose.set') }),
  ).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(bulk.value('trackingConsent')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(bulk.value('trackingConsent')).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expect(bulk.reviewing(2)).toBeFocused();
  expect(await bulk.changes()).toEqual([
    ['Main street', consent, globalValue(text('settings.on')), text('settings.off')],
    ['Outlet', consent, globalValue(text('settings.on')), text('settings.off')],
  ]);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: text('reason.label') })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.choosing(2)).toBeFocused();
  await expect(
    bulk.setting('trackingConsent').getByRole('radio', { name: text('bulk.choose.set') }),
  ).toBeChecked();
  await bulk.reviewButton.press('Enter');
  await expect(bulk.reviewing(2)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(bulk.button(text('bulk.review.save', { store: 'none', count: 2 }))).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.allSaved(2)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.undo).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.done).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.storefront('Outlet')).toBeVisible();
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('no step scrolls sideways', async ({ beginBulk, browserReports, faults, page, store }) => {
    addStorefronts(store);
    const bulk = await beginBulk(['Main street', 'Outlet', 'Club']);
    await bulk.set('policyUrl', `https://shop.example/${'very-long-'.repeat(30)}`);
    await bulk.setGroup('guestCustomerGroupId', 'Dealers');
    await expectNoSidewaysScroll(page, 'choose');
    await checkState(page, 'narrow-bulk-choose');

    await bulk.review();
    await expect(bulk.reviewing(6)).toBeFocused();
    await expectNoSidewaysScroll(page, 'review');
    await checkState(page, 'narrow-bulk-review');

    faults.fail(500, savesOf(outletId));
    browserReports.expectFailedLoad(502);
    faults.add({ kind: 'latency', ms: 400 }, savesOf(clubId));
    await page.getByRole('checkbox').press('Space');
    await bulk.save(3);
    await expect(bulk.saving(3)).toBeFocused();
    await expectNoSidewaysScroll(page, 'apply');
    await expect(bulk.someSaved(2, 3)).toBeFocused();
    await expectNoSidewaysScroll(page, 'result');
    await checkState(page, 'narrow-bulk-result');
  });
});
