import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { addChanges, type ChangeToInsert } from '../harness/change-rows.ts';
import { loadApp } from '../harness/store-client.ts';
import { expect, installedBeforehand, ownerId, staffId, test, untilReady } from './fixtures.ts';
import { historyIn } from './history-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addStorefronts, cafeId, inheritingId, overridingId } from './storefront-stores.ts';

const noon = Date.UTC(2026, 0, 5, 12);
const day = 86_400_000;
const owner = { userId: ownerId, email: null, role: 'owner' } as const;
const staff = { userId: staffId, email: null, role: 'user' } as const;

test.use({ timezoneId: 'America/New_York', locale: 'en-GB' });

test('an empty history says that nothing was changed', async ({ openAlone, page }) => {
  await openAlone();
  const history = historyIn(page);
  await history.open();
  await expect(page).toHaveURL(/\?view=history$/);
  await expect(page.getByText('No changes yet.')).toBeVisible();
  await expect(history.button('Export CSV')).toHaveAttribute('aria-disabled', 'true');
  await checkState(page, 'history-empty');
});

test('each entry tells when, who, where, and field by field what', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  await openAlone({ userId: staffId });
  await openAlone();
  await addChanges(world, store.hash, [
    {
      author: owner,
      createdAt: noon,
      before: { trackingConsent: false, guestCustomerGroupId: 0, policyUrl: '' },
      requested: { trackingConsent: true, guestCustomerGroupId: 1, policyUrl: 'https://shop.example/p' },
      names: { groups: { '1': 'Retail' } },
      note: 'Agreed with legal',
      requestId: 'req-77',
    },
    {
      author: staff,
      channelId: overridingId,
      createdAt: noon + 1_000,
      status: 'partly',
      before: { defaultCustomerGroupId: null, trackingConsent: true },
      requested: { defaultCustomerGroupId: 9, trackingConsent: null },
      stored: { defaultCustomerGroupId: 2, trackingConsent: null },
      names: { storefront: 'Harbor & Pine B2B', groups: { '9': 'Wholesale', '2': 'Trade' } },
    },
    {
      author: owner,
      channelId: 999,
      createdAt: noon + 2_000,
      status: 'failed',
      names: { storefront: 'Pop-up' },
    },
    { author: owner, channelId: cafeId, createdAt: noon + 3_000, status: 'pending', source: 'restore' },
    {
      channelId: inheritingId,
      createdAt: noon + 4_000,
      source: 'outside',
      before: { allowGlobalLogins: null, guestCustomerGroupId: 1 },
      requested: { allowGlobalLogins: false, guestCustomerGroupId: 3 },
      names: { storefront: 'Harbor & Pine', groups: { '3': 'Loyals' } },
    },
  ]);
  const history = historyIn(page);
  await history.open();
  await expect(history.entries).toHaveCount(5);
  await expect(history.entries.getByRole('heading', { level: 3 })).toHaveText([
    'Harbor & Pine',
    'Café Outlet',
    'Pop-up (deleted)',
    'Harbor & Pine B2B (now called Harbor & Pine Trade)',
    'Whole store',
  ]);

  const whole = history.entry('Whole store');
  await expect(whole.getByRole('time')).toHaveAttribute('datetime', '2026-01-05T12:00:00.000Z');
  await expect(whole.getByRole('time')).toHaveText(/^5 Jan 2026, 07:00 (EST|GMT-5)$/);
  await expect(whole).toContainText(`owner@${store.hash}.example (Owner) · Saved in this app`);
  await expect(whole.getByRole('definition')).toHaveText([
    /^Off → became On$/,
    /^None → became https:\/\/shop\.example\/p$/,
    /^No group → became Retail$/,
  ]);
  await expect(whole).toContainText('Note: Agreed with legal');
  await expect(whole.getByText('Request ID: req-77')).toBeHidden();
  await whole.getByText('Details').press('Enter');
  await expect(whole.getByText('Request ID: req-77')).toBeVisible();

  const partly = history.entry('Harbor & Pine B2B (now called Harbor & Pine Trade)');
  await expect(partly).toContainText(`staff@${store.hash}.example (User)`);
  await expect(partly).toContainText('Saved in part');
  await expect(partly.getByRole('definition')).toHaveText([
    /^On → became Use the global value$/,
    /^Use the global value → became Wholesale \(deleted\)$/,
    'BigCommerce stored something else: Trade',
  ]);
  await expect(history.entry('Pop-up (deleted)')).toContainText('Not saved');
  await expect(history.entry('Café Outlet')).toContainText(
    "We don't know yet whether BigCommerce saved this. We check when these settings are next read.",
  );
  const outside = history.entry('Harbor & Pine');
  await expect(outside).toContainText('Outside this app');
  await expect(outside.getByRole('definition')).toHaveText([
    /^Retail → became Loyals \(now called Loyalty\)$/,
    /^Not set → became Not allowed$/,
  ]);
  await checkState(page, 'history-entries');
});

test('changes that were made together are one entry that opens, page by page', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  await openAlone();
  const at = { entryId: randomUUID(), entryAt: noon, source: 'bulk', author: owner } as const;
  await addChanges(
    world,
    store.hash,
    Array.from({ length: 60 }, (_, index): ChangeToInsert => ({
      ...at,
      createdAt: noon + index,
      channelId: 5_000 + index,
      status: index === 3 ? 'failed' : 'applied',
      names: { storefront: `Shop ${index}` },
    })),
  );
  const history = historyIn(page);
  await history.open();
  const entry = history.entry('Bulk change of 60 storefronts: 59 saved, 1 failed');
  await expect(entry).toBeVisible();
  const open = entry.getByRole('button', { name: 'Show 60 changes' });
  await open.focus();
  await page.keyboard.press('Enter');
  const changes = entry.getByRole('heading', { level: 4 });
  await expect(changes).toHaveCount(25);
  await expect(changes.nth(3)).toHaveText('Shop 3 (deleted)');
  await checkState(page, 'history-bulk-open');
  const more = entry.getByRole('button', { name: 'Show more changes' });
  await more.press('Enter');
  await expect(changes).toHaveCount(50);
  await expect(changes.nth(25)).toBeFocused();
  await more.press('Enter');
  await expect(changes).toHaveCount(60);
  await expect(changes.nth(50)).toBeFocused();
  await expect(more).toHaveCount(0);
  const close = entry.getByRole('button', { name: 'Hide 60 changes' });
  await expect(close).toHaveAttribute('aria-expanded', 'true');
  await close.press('Enter');
  await expect(changes).toHaveCount(0);
});

test('more is shown page by page, and the keyboard goes on where the new ones begin', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(
    world,
    store.hash,
    Array.from({ length: 60 }, (_, index) => ({ author: owner, createdAt: noon + index })),
  );
  const history = historyIn(page);
  await history.open();
  await expect(history.entries).toHaveCount(25);
  await history.button('Show more').press('Enter');
  await expect(history.entries).toHaveCount(50);
  await expect(history.entries.nth(25).getByRole('heading', { level: 3 })).toBeFocused();
  await history.button('Show more').press('Enter');
  await expect(history.entries).toHaveCount(60);
  await expect(history.button('Show more')).toHaveCount(0);
  await expect(history.status('60 entries shown')).toBeAttached();
});

test('filters narrow it down, and stay in the address', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  await openAlone({ userId: staffId });
  await openAlone();
  await addChanges(world, store.hash, [
    { author: owner, createdAt: noon, requested: { trackingConsent: true } },
    { author: staff, channelId: cafeId, createdAt: noon + day },
    { channelId: overridingId, source: 'outside', createdAt: noon + 2 * day },
    // Still the 7th in New York.
    { author: owner, channelId: inheritingId, createdAt: Date.UTC(2026, 0, 8, 4, 30) },
  ]);
  const history = historyIn(page);
  await history.open();
  await expect(history.entries).toHaveCount(4);
  await history.choose('Storefront', 'Café Outlet');
  await expect(history.entries).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`view=history&storefront=${cafeId}$`));
  await checkState(page, 'history-filtered');
  await history.choose('Person', `owner@${store.hash}.example`);
  await expect(page.getByText('No change matches these filters.')).toBeVisible();
  await checkState(page, 'history-nothing-found');

  await page.goBack();
  await expect(history.entries).toHaveCount(1);
  await expect(history.filter('Person')).toHaveValue('Everybody');
  await page.reload();
  await untilReady(page);
  await expect(history.filter('Storefront')).toHaveValue('Café Outlet');
  await expect(history.entries).toHaveCount(1);

  await history.button('Clear filters').click();
  await expect(history.filter('Storefront')).toBeFocused();
  await expect(history.entries).toHaveCount(4);
  await history.choose('Setting', 'Ask shoppers for consent to tracking');
  await expect(history.entries.getByRole('heading', { level: 3 })).toHaveText(['Whole store']);
  await history.choose('Setting', 'All settings');
  await history.choose('Source', 'Outside this app');
  await expect(history.entries.getByRole('heading', { level: 3 })).toHaveText(['Harbor & Pine Trade']);
  await history.choose('Source', 'All sources');
  await history.choose('Storefront', 'Whole store');
  await expect(history.entries).toHaveCount(1);
  await history.button('Clear filters').click();

  await history.day('From').fill('2026-01-07');
  await expect(history.entries).toHaveCount(2);
  await history.day('To').fill('2026-01-07');
  await expect(page).toHaveURL(/from=2026-01-07&until=2026-01-07/);
  await expect(history.entries.getByRole('heading', { level: 3 })).toHaveText([
    'Harbor & Pine',
    'Harbor & Pine Trade',
  ]);
});

test('what is filtered is saved as a file', async ({ browserReports, openAlone, page, store, world }) => {
  await openAlone();
  await addChanges(world, store.hash, [
    { author: owner, createdAt: noon, note: '=1+1' },
    { source: 'outside', createdAt: noon + 1, requested: { trackingConsent: true } },
  ]);
  const history = historyIn(page);
  await history.open();
  await history.choose('Source', 'Saved in this app');
  await expect(history.entries).toHaveCount(1);
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    history.button('Export CSV').press('Enter'),
  ]);
  expect(csv.suggestedFilename()).toMatch(
    new RegExp(`^customer-settings-history-${store.hash}-\\d{4}-\\d{2}-\\d{2}\\.csv$`),
  );
  const text = await readFile(await csv.path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(2);
  expect(text).toContain(",'=1+1,");
  await expect(history.status('We passed customer-settings-history')).toContainText('.csv');
  await checkState(page, 'history-exported');
  await history.button('Show the text').click();
  // A text field holds line feeds alone (HTML Living Standard, "API value").
  await expect(page.getByRole('textbox', { name: /^Text of customer-settings-history/ })).toHaveValue(
    text.slice(1).replaceAll('\r\n', '\n'),
  );

  const [json] = await Promise.all([
    page.waitForEvent('download'),
    history.button('Export JSON').press('Enter'),
  ]);
  const changes = JSON.parse(await readFile(await json.path(), 'utf8')) as object[];
  expect(changes).toEqual([expect.objectContaining({ source: 'app', note: '=1+1' })]);

  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await page.context().setOffline(true);
  await history.button('Export CSV').press('Enter');
  await expect(history.alert).toContainText('Try again');
  await checkState(page, 'history-export-failed');
  await page.context().setOffline(false);
  const [again] = await Promise.all([page.waitForEvent('download'), history.button('Try again').click()]);
  expect(again.suggestedFilename()).toMatch(/\.csv$/);
  await expect(history.alert).toHaveCount(0);
});

test('a CSV file opens in columns in a European spreadsheet, and the browser remembers which', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [{ author: owner, createdAt: noon, note: 'a\n=1+1' }]);
  const history = historyIn(page);
  await history.open();
  const separator = page.getByRole('combobox', { name: 'CSV separator' });
  await expect(separator).toHaveValue('comma');
  await separator.selectOption('Semicolon');
  const exportCsv = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), history.button('Export CSV').click()]);
    return readFile(await file.path(), 'utf8');
  };
  const text = await exportCsv();
  expect(text).toMatch(/^\uFEFFtime \(UTC\);user;user_id;/);
  expect(text).toContain(`\n${new Date(noon).toISOString().slice(0, 10)} `);
  expect(text).toContain(`;"a\n'=1+1";`);
  await page.mouse.move(0, 0);
  await checkState(page, 'history-separator');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'history-separator-narrow');
  await keepPicture(page, 'history-separator-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.reload();
  await expect(separator).toHaveValue('semicolon');
  expect(await exportCsv()).toMatch(/^\uFEFFtime \(UTC\);/);
});

test('while it is read there is a place for it, and where it cannot be read a way on', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [{ author: owner }]);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const list = new RegExp(`/api/stores/${store.hash}/changes\\?`);
  await page.route(list, async (route) => {
    await held;
    await route.abort('connectionrefused');
  });
  browserReports.expectFailedLoad('ERR_CONNECTION_REFUSED');
  const history = historyIn(page);
  await history.open();
  await expect(history.status('Loading the history')).toBeAttached();
  await checkState(page, 'history-loading');
  letGo();
  await expect(history.alert).toBeVisible();
  await checkState(page, 'history-failed');
  await page.unroute(list);
  await history.button('Try again').click();
  await expect(history.entries).toHaveCount(1);
});

test('it can be read while BigCommerce cannot be reached', async ({
  openAlone,
  page,
  store,
  world,
  browserReports,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [{ author: owner, requested: { guestCustomerGroupId: 12 } }]);
  world.sandbox.faults.add({ kind: 'status', status: 503, match: { storeHash: store.hash } });
  browserReports.expectFailedLoad(503);
  await page.goto(`${world.app.url}/stores/${store.hash}?view=history`);
  await untilReady(page);
  const history = historyIn(page);
  await expect(history.entry('Whole store')).toContainText('Group 12');
});

test('who was removed is named by number only', async ({ openAlone, page, store, world }) => {
  await installedBeforehand(world, store);
  await loadApp(world, store.hash, staffId);
  await addChanges(world, store.hash, [{ author: staff }]);
  await world.sandbox.callbacks.removeUser(store.hash, staffId);
  await openAlone();
  const history = historyIn(page);
  await history.open();
  await expect(history.entry('Whole store')).toContainText(`Removed user ${staffId} (User)`);
  await history.choose('Person', `Removed user ${staffId}`);
  await expect(page).toHaveURL(/user=2$/);
  await expect(history.entries).toHaveCount(1);
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing scrolls sideways', async ({ openAlone, page, store, world }) => {
    addStorefronts(store);
    await openAlone();
    const at = { entryId: randomUUID(), entryAt: noon, source: 'bulk', author: owner } as const;
    const long = `https://shop.example/${'very-long-'.repeat(30)}`;
    await addChanges(world, store.hash, [
      {
        ...at,
        channelId: cafeId,
        requested: { policyUrl: long },
        note: 'x'.repeat(500),
        requestId: 'r'.repeat(80),
      },
      { ...at, channelId: overridingId, names: { storefront: 'W'.repeat(60) }, status: 'pending' },
      { author: owner, requested: { policyUrl: long }, stored: { policyUrl: '' }, status: 'partly' },
    ]);
    const history = historyIn(page);
    await history.open();
    await history
      .entry('Bulk change of 2 storefronts: 1 saved, 1 not known yet')
      .getByRole('button', { name: 'Show 2 changes' })
      .click();
    await expect(page.getByRole('heading', { level: 4 })).toHaveCount(2);
    for (const summary of await page.getByText('Details').all()) await summary.click();
    await expectNoSidewaysScroll(page, 'history');
    await checkState(page, 'narrow-history');
    await history.filter('Setting').click();
    await expectNoSidewaysScroll(page, 'history with an open list');
    await keepPicture(page, 'narrow-history-list');
  });
});
