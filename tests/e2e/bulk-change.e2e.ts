import type { Page } from '@playwright/test';
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
import { expect, firstPolicyUrl, newPolicyUrl, test } from './fixtures.ts';
import { checkState, keepPicture } from './states.ts';

const checkoutConsent = 'Ask for consent on checkout';
const policyUrl = 'Privacy policy URL';
const consent = 'Ask shoppers for consent to tracking';
const guests = 'Group for guests';
const newCustomers = 'Group for new customers';
const everyStorefront = ['Main street', 'Outlet', 'Wholesale', 'Club'];

const branches = (count: number) => Array.from({ length: count }, (_, index) => `Branch ${index + 1}`);
const saveOf = (storeHash: string, channelId: number) => ({
  storeHash,
  method: 'PUT',
  path: new RegExp(`/settings/channels/${channelId}$`),
});

async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  const { needed, given } = await page.evaluate(() => ({
    needed: document.documentElement.scrollWidth,
    given: document.documentElement.clientWidth,
  }));
  expect(needed, `width of "${state}"`).toBeLessThanOrEqual(given);
}

test('one setting on three storefronts: chosen, reviewed, saved', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet', 'Wholesale']);
  await expect(bulk.heading('Change 3 storefronts')).toBeFocused();
  await checkState(page, 'bulk-choose');

  await bulk.button('Review changes').click();
  await expect(page.getByRole('alert').filter({ hasText: 'Choose at least one setting' })).toBeVisible();
  await bulk.choose(policyUrl, 'Set to…');
  await expect(page.getByRole('alert').filter({ hasText: 'Choose at least one setting' })).toBeHidden();
  await bulk.value(policyUrl).fill('http://shop.example/');
  await bulk.button('Review changes').click();
  await expect(bulk.value(policyUrl)).toBeFocused();
  await expect(bulk.value(policyUrl)).toHaveAccessibleDescription(/^Enter a full address/);
  await checkState(page, 'bulk-choose-fault');

  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 3 changes')).toBeFocused();
  expect(await bulk.changes()).toEqual(
    ['Main street', 'Outlet', 'Wholesale'].map((name) => [
      name,
      policyUrl,
      `Global value (${firstPolicyUrl})`,
      newPolicyUrl,
    ]),
  );
  await checkState(page, 'bulk-review');
  expect([mainId, outletId, wholesaleId].map((id) => policyUrlOf(store, id))).toEqual([null, null, null]);

  await bulk.button('Save 3 storefronts').click();
  await expect(bulk.heading('All 3 storefronts saved')).toBeFocused();
  await expect(bulk.list('Saved (3)')).toContainText('Wholesale');
  await checkState(page, 'bulk-result-saved');
  expect([mainId, outletId, wholesaleId].map((id) => policyUrlOf(store, id))).toEqual([
    newPolicyUrl,
    newPolicyUrl,
    newPolicyUrl,
  ]);
  expect(policyUrlOf(store, clubId)).toBe(clubPolicyUrl);

  await bulk.button('Done').click();
  await expect(bulk.storefront('Outlet')).toBeVisible();
});

test('the review leaves out what changes nothing', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(everyStorefront);
  await bulk.choose(policyUrl, 'Use the global value');
  await bulk.choose(consent, 'Use the global value');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 2 changes')).toBeVisible();
  expect(await bulk.changes()).toEqual([
    ['Club', consent, 'Off', 'Global value (On)'],
    ['Club', policyUrl, clubPolicyUrl, `Global value (${firstPolicyUrl})`],
  ]);
  await expect(bulk.list('Nothing to change (3)').getByRole('listitem')).toHaveText([
    /^Main street/,
    /^Outlet/,
    /^Wholesale/,
  ]);
  await checkState(page, 'bulk-review-left-out');

  await bulk.button('Save 1 storefront').click();
  await expect(bulk.heading('The storefront is saved')).toBeFocused();
  await expect(bulk.list('Nothing to change (3)')).toContainText('Main street');
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

test('all is copied from one storefront, inheritance included', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  store.changeChannelSettings(outletId, {
    customer_group_settings: { default_customer_group_id: 2 },
    allow_global_logins: false,
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet', 'Club']);
  await page.getByRole('radio', { name: 'Copy all from one storefront' }).press('Space');
  await bulk.button('Review changes').click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Choose the storefront to copy from' }),
  ).toBeVisible();
  await page.getByRole('radio', { name: 'Club' }).press('Space');
  await checkState(page, 'bulk-copy');

  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 9 changes')).toBeVisible();
  const changes = await bulk.changes();
  expect(changes.filter(([name]) => name === 'Outlet').slice(-2)).toEqual([
    ['Outlet', newCustomers, 'Trade', 'Global value (No group)'],
    ['Outlet', 'Global logins', 'Not allowed', 'Allowed'],
  ]);
  await expect(bulk.list('Nothing to change (1)')).toContainText('Club');
  await bulk.button('Save 2 storefronts').click();
  await expect(bulk.heading('All 2 storefronts saved')).toBeVisible();
  expect(store.settingsOfChannel(mainId)).toEqual(store.settingsOfChannel(clubId));
  expect(store.settingsOfChannel(outletId)).toEqual(store.settingsOfChannel(clubId));
});

test('goes on past a storefront that fails, and saves it when it is tried again', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 503,
    match: saveOf(store.hash, outletId),
  });
  browserReports.expectFailedLoad(503);
  const origins: (string | undefined)[][] = [];
  page.on('request', (request) => {
    const { 'x-change-source': source, 'x-change-group': group } = request.headers();
    if (request.method() === 'PUT') origins.push([source, group]);
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet', 'Wholesale']);
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 3 storefronts').click();
  await expect(bulk.heading('2 of 3 storefronts saved')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Not everything is saved' })).toContainText('1 failed.');
  await expect(bulk.list('Not saved (1)')).toContainText("Your store can't be reached.");
  await expect(page.getByText('Everything is saved', { exact: true })).toBeHidden();
  await checkState(page, 'bulk-result-failed');
  expect(policyUrlOf(store, outletId)).toBeNull();

  clear();
  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('All 3 storefronts saved')).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
  // The history shows all of it as one, the second try included.
  expect(origins).toHaveLength(4);
  expect(new Set(origins.map(([source]) => source))).toEqual(new Set(['bulk']));
  expect(new Set(origins.map(([, group]) => group)).size).toBe(1);
  expect(origins[0]?.[1]).toMatch(/^[0-9a-f-]{36}$/);
});

test('what BigCommerce does not keep is never called saved', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  const clear = world.sandbox.faults.add({
    kind: 'field-not-stored',
    field: 'privacy_settings.policy_url',
    match: saveOf(store.hash, outletId),
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.choose(guests, 'Set to…');
  await bulk.value(guests).fill('Trade');
  await bulk.value(guests).press('Enter');
  await bulk.button('Review changes').click();
  await bulk.button('Save 2 storefronts').click();
  await expect(bulk.heading('1 of 2 storefronts saved')).toBeFocused();
  await expect(bulk.list('Saved in part (1)')).toContainText(`BigCommerce didn't keep: ${policyUrl}`);
  await checkState(page, 'bulk-result-partly');

  clear();
  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('All 2 storefronts saved')).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
});

test('a storm of 429 is waited out and said, and everything is saved', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  addManyStorefronts(store, 10);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(10));
  await bulk.choose(consent, 'Set to…');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 10 changes')).toBeVisible();
  // Half of the quota is left to other apps: no more than five saves fit into a window.
  store.rateLimit = new RateLimit(20, 4_000);
  browserReports.expectFailedLoad(429);
  await bulk.button('Save 10 storefronts').click();
  await expect(page.getByRole('region', { name: 'Your store is busy' })).toContainText(
    /We'll go on in \d seconds?\./,
  );
  await expect(page.getByRole('status').filter({ hasText: "We'll go on by ourselves" })).toBeAttached();
  await checkState(page, 'bulk-apply-busy');
  await expect(bulk.heading('All 10 storefronts saved')).toBeFocused({ timeout: 40_000 });
  for (const { id } of store.channels)
    expect(store.settingsOfChannel(id).privacy_settings.ask_shopper_for_tracking_consent).toBe(true);
});

test('stops half way, and the rest can be tried later', async ({ openAlone, page, store, world }) => {
  addManyStorefronts(store, 12);
  const clear = world.sandbox.faults.add({
    kind: 'latency',
    ms: 1_000,
    match: { storeHash: store.hash, method: 'PUT' },
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(12));
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 12 storefronts').click();
  await expect(bulk.heading('Saving 12 storefronts')).toBeFocused();
  await expect(page.getByRole('listitem').filter({ hasText: 'Saved' }).first()).toBeVisible();
  await expect(bulk.progress).toHaveAttribute('aria-valuetext', /^[1-9]\d* of 12 done$/);
  await keepPicture(page, 'bulk-apply');
  await bulk.button('Stop').click();
  await expect(bulk.heading(/^\d+ of 12 storefronts saved$/)).toBeFocused();
  const notTried = bulk.list((await page.getByRole('heading', { name: /^Not tried/ }).textContent()) ?? '');
  await expect(notTried).toContainText('Branch 12');
  const saved = store.channels.filter(({ id }) => policyUrlOf(store, id) === newPolicyUrl);
  await expect(bulk.heading(`${saved.length} of 12 storefronts saved`)).toBeVisible();
  await checkState(page, 'bulk-result-stopped');

  clear();
  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('All 12 storefronts saved')).toBeFocused();
});

test('three storefronts in a row that BigCommerce fails stop the run, and the rest can be continued', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  addManyStorefronts(store, 12);
  // The tries of the failed saves would use up the quota.
  store.rateLimit.enabled = false;
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 503,
    match: { storeHash: store.hash, method: 'PUT' },
  });
  browserReports.expectFailedLoad(503);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(12));
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 12 storefronts').click();
  await expect(bulk.heading('0 of 12 storefronts saved')).toBeFocused();
  await expect(page.getByText('Several storefronts in a row failed, so we stopped.')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Not tried \([6-9]\)$/ })).toBeVisible();
  await checkState(page, 'bulk-result-ended');

  clear();
  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('All 12 storefronts saved')).toBeFocused();
});

test('a storefront that was changed elsewhere is not overwritten, and is reviewed again', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 2 changes')).toBeVisible();

  const theirs = 'https://shop.example/from-elsewhere';
  store.changeChannelSettings(outletId, { privacy_settings: { policy_url: theirs } });
  browserReports.expectFailedLoad(412);
  await bulk.button('Save 2 storefronts').click();
  await expect(bulk.heading('1 of 2 storefronts saved')).toBeFocused();
  await expect(bulk.list('Not saved (1)')).toContainText('Somebody else changed it meanwhile.');
  expect(policyUrlOf(store, outletId)).toBe(theirs);
  await checkState(page, 'bulk-result-conflict');

  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('Review 1 change')).toBeFocused();
  expect(await bulk.changes()).toEqual([['Outlet', policyUrl, theirs, newPolicyUrl]]);
  await bulk.button('Save 1 storefront').click();
  await expect(bulk.heading('All 2 storefronts saved')).toBeFocused();
  expect(policyUrlOf(store, outletId)).toBe(newPolicyUrl);
});

test('a server that is killed half way is waited for, and everything is saved', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  // The save that was cut off holds its storefront for the time of a lease.
  test.slow();
  addManyStorefronts(store, 9);
  const clear = world.sandbox.faults.add({
    kind: 'latency',
    ms: 500,
    match: { storeHash: store.hash, method: 'PUT' },
  });
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
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(9));
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 9 storefronts').click();
  await expect(bulk.progress).toHaveAttribute('aria-valuetext', /^[1-8] of 9 done$/);
  await world.app.kill();
  await expect(page.getByRole('region', { name: 'The app gives no answer' })).toContainText(
    'We try again by ourselves. Nothing is lost.',
  );
  clear();
  await world.restartApp();
  await expect(bulk.heading('All 9 storefronts saved')).toBeFocused({ timeout: 90_000 });
  for (const { id } of store.channels) expect(policyUrlOf(store, id)).toBe(newPolicyUrl);
});

test('a tab closed half way loses nothing that was saved', async ({ openAlone, page, store, world }) => {
  addManyStorefronts(store, 12);
  const clear = world.sandbox.faults.add({
    kind: 'latency',
    ms: 300,
    match: { storeHash: store.hash, method: 'PUT' },
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(12));
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await bulk.button('Save 12 storefronts').click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Saved' }).first()).toBeVisible();
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
  await again.choose(policyUrl, 'Set to…');
  await again.value(policyUrl).fill(newPolicyUrl);
  await again.button('Review changes').click();
  const listed = (await again.changes()).map(([name]) => name);
  const left = store.channels.filter(({ id }) => policyUrlOf(store, id) !== newPolicyUrl);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(12);
  expect(listed).toEqual(left.map(({ name }) => name));
});

test('a session that ends stops everything, and nothing is called saved that is not', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  addManyStorefronts(store, 12);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(12));
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 12 changes')).toBeVisible();
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await bulk.button('Save 12 storefronts').click();
  await expect(bulk.heading('0 of 12 storefronts saved')).toBeFocused();
  await expect(
    page.getByRole('region', { name: "The app's permission for your store ran out" }),
  ).toContainText('Open the app again');
  await expect(page.getByRole('heading', { name: /^Not tried \((9|10|11)\)$/ })).toBeVisible();
});

test('a group that changes what all visitors see asks for a tick', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  for (const field of [guests, newCustomers]) {
    await bulk.choose(field, 'Set to…');
    await bulk.value(field).fill('Dealers');
    await bulk.value(field).press('Enter');
  }
  await bulk.button('Review changes').click();
  const warning = page.getByRole('region', { name: 'Visitors of 2 storefronts get another group' });
  await expect(warning).toContainText('Dealers: 15% off everything, sees 2 categories.');
  await expect(warning).toContainText("what every visitor who isn't signed in will see on 2 storefronts");
  await expect(page.getByRole('region', { name: 'New customers join a group with discounts' })).toContainText(
    'Dealers: 15% off everything',
  );

  await bulk.button('Save 2 storefronts').click();
  const tick = warning.getByRole('checkbox');
  await expect(tick).toBeFocused();
  await expect(tick).toHaveAccessibleDescription('Tick this before you save.');
  await checkState(page, 'bulk-review-guests');
  expect(store.settingsOfChannel(mainId).customer_group_settings.guest_customer_group_id).toBeNull();

  await tick.press('Space');
  await bulk.button('Save 2 storefronts').click();
  await expect(bulk.heading('All 2 storefronts saved')).toBeFocused();
  expect(store.settingsOfChannel(mainId).customer_group_settings.guest_customer_group_id).toBe(4);
});

test("following the store's group asks for the tick, too", async ({ openAlone, page, store }) => {
  addStorefronts(store);
  store.changeSettings({ customer_group_settings: { guest_customer_group_id: 4 } });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Outlet', 'Club']);
  await bulk.choose(guests, 'Use the global value');
  await bulk.button('Review changes').click();
  await expect(
    page.getByRole('region', { name: 'Visitors of 1 storefront get another group' }),
  ).toContainText('Dealers');
});

test('what could not be read is read again or left out', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  const clear = world.sandbox.faults.add({
    kind: 'status',
    status: 500,
    match: { ...saveOf(store.hash, outletId), method: 'GET' },
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.button('Review changes').click();
  await expect(bulk.heading("We couldn't read 1 storefront")).toBeFocused();
  await expect(bulk.list("We couldn't read 1 storefront")).toContainText('Outlet');
  await checkState(page, 'bulk-unread');

  await bulk.button('Leave it out').click();
  await expect(bulk.heading('Review 1 change')).toBeFocused();
  await bulk.button('Save 1 storefront').click();
  await expect(bulk.heading('1 of 2 storefronts saved')).toBeFocused();

  clear();
  await bulk.button('Retry the failed ones').click();
  await expect(bulk.heading('Review 1 change')).toBeFocused();
  expect((await bulk.changes()).map(([name]) => name)).toEqual(['Outlet']);
  await bulk.button('Save 1 storefront').click();
  await expect(bulk.heading('All 2 storefronts saved')).toBeFocused();
});

test('a setting that cannot be copied is named and left out', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  store.options.omitConsentOnCheckout = true;
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street']);
  await expect(page.getByText('Not available in this store')).toBeVisible();
  await page.getByRole('radio', { name: 'Copy all from one storefront' }).press('Space');
  await page.getByRole('radio', { name: 'Outlet' }).press('Space');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('There is nothing to change')).toBeFocused();
  await expect(page.getByRole('region', { name: "Some settings can't be copied" })).toContainText(
    'Global logins: it was never set on Outlet.',
  );
  await checkState(page, 'bulk-nothing');
  await bulk.button('Done').click();
  await expect(bulk.storefront('Main street')).toBeVisible();
});

test('a setting that one storefront does not have is named, and the rest is saved', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  world.sandbox.faults.add({
    kind: 'wrong-shape',
    field: 'data.privacy_settings',
    value: {},
    match: { storeHash: store.hash, path: `/v3/customers/settings/channels/${outletId}` },
  });
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await bulk.choose(policyUrl, 'Set to…');
  await bulk.value(policyUrl).fill(newPolicyUrl);
  await bulk.choose(guests, 'Set to…');
  await bulk.value(guests).fill('Trade');
  await bulk.value(guests).press('Enter');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 3 changes')).toBeFocused();
  await expect(page.getByRole('region', { name: "Some storefronts don't have a setting" })).toContainText(
    `${policyUrl} on Outlet.`,
  );
  await bulk.button('Save 2 storefronts').click();
  await expect(bulk.heading('2 of 2 storefronts saved')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Not everything is saved' })).toBeVisible();
  await expect(bulk.list('Without this setting (1)')).toContainText(`Doesn't have: ${policyUrl}`);
  expect(policyUrlOf(store, outletId)).toBeNull();
  expect(store.settingsOfChannel(outletId).customer_group_settings.guest_customer_group_id).toBe(2);
  expect(policyUrlOf(store, mainId)).toBe(newPolicyUrl);
});

test('many changes are shown page by page', async ({ openAlone, page, store }) => {
  addManyStorefronts(store, 12);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(branches(12));
  await page.getByRole('radio', { name: 'Copy all from one storefront' }).press('Space');
  await page.getByRole('searchbox', { name: 'Find a storefront by name or ID' }).fill('branch 12');
  await page.getByRole('radio', { name: 'Branch 12' }).press('Space');
  await expect(page.getByRole('radio', { name: 'Branch 11' })).toBeHidden();
  await page.getByRole('radio', { name: 'Choose settings' }).press('Space');
  for (const field of [consent, checkoutConsent, policyUrl, guests, newCustomers])
    await bulk.choose(field, 'Set to…');
  await bulk.value(policyUrl).fill('');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 60 changes')).toBeFocused();
  expect(await bulk.changes()).toHaveLength(50);
  await bulk.button('Next changes').click();
  await expect(bulk.button('Next changes')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '51–60 of 60' })).toBeVisible();
  const last = await bulk.changes();
  expect(last).toHaveLength(10);
  expect(last.at(-3)).toEqual(['Branch 12', policyUrl, `Global value (${firstPolicyUrl})`, 'None']);
  await checkState(page, 'bulk-review-pages');
});

test('works by keyboard alone', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await openAlone();
  const bulk = bulkPageIn(page);
  await bulk.begin(['Main street', 'Outlet']);
  await expect(bulk.heading('Change 2 storefronts')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Choose settings' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.setting(consent).getByRole('radio', { name: 'Leave as it is' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(bulk.setting(consent).getByRole('radio', { name: 'Set to…' })).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(bulk.value(consent)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(bulk.value(consent)).not.toBeChecked();
  await page.keyboard.press('Enter');
  await expect(bulk.heading('Review 2 changes')).toBeFocused();
  expect(await bulk.changes()).toEqual([
    ['Main street', consent, 'Global value (On)', 'Off'],
    ['Outlet', consent, 'Global value (On)', 'Off'],
  ]);
  await page.keyboard.press('Tab');
  await expect(bulk.button('Back')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.heading('Change 2 storefronts')).toBeFocused();
  await expect(bulk.setting(consent).getByRole('radio', { name: 'Set to…' })).toBeChecked();
  await bulk.button('Review changes').press('Enter');
  await expect(bulk.heading('Review 2 changes')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(bulk.button('Save 2 storefronts')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.heading('All 2 storefronts saved')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.button('Undo this bulk change')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bulk.button('Done')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bulk.storefront('Outlet')).toBeVisible();
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('no step scrolls sideways', async ({ browserReports, openAlone, page, store, world }) => {
    addStorefronts(store);
    await openAlone();
    const bulk = bulkPageIn(page);
    await bulk.begin(['Main street', 'Outlet', 'Club']);
    await bulk.choose(policyUrl, 'Set to…');
    await bulk.value(policyUrl).fill(`https://shop.example/${'very-long-'.repeat(30)}`);
    await bulk.choose(guests, 'Set to…');
    await bulk.value(guests).fill('Dealers');
    await bulk.value(guests).press('Enter');
    await expectNoSidewaysScroll(page, 'choose');
    await checkState(page, 'narrow-bulk-choose');

    await bulk.button('Review changes').click();
    await expect(bulk.heading('Review 6 changes')).toBeFocused();
    await expectNoSidewaysScroll(page, 'review');
    await checkState(page, 'narrow-bulk-review');

    world.sandbox.faults.add({ kind: 'status', status: 500, match: saveOf(store.hash, outletId) });
    browserReports.expectFailedLoad(502);
    world.sandbox.faults.add({ kind: 'latency', ms: 400, match: saveOf(store.hash, clubId) });
    await page.getByRole('checkbox').press('Space');
    await bulk.button('Save 3 storefronts').click();
    await expect(bulk.heading('Saving 3 storefronts')).toBeFocused();
    await expectNoSidewaysScroll(page, 'apply');
    await expect(bulk.heading('2 of 3 storefronts saved')).toBeFocused();
    await expectNoSidewaysScroll(page, 'result');
    await checkState(page, 'narrow-bulk-result');
  });
});
