import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { addChanges, type ChangeToInsert } from '../harness/change-rows.ts';
import { loadApp } from '../harness/store-client.ts';
import { expect, installedBeforehand, ownerId, staffId, test, untilReady } from './fixtures.ts';
import { entryName } from './history-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addStorefronts, cafeId, inheritingId, overridingId } from './storefront-stores.ts';
import { beginningOf, globalValue, labelOf, markedUp, text } from './texts.ts';

const noon = Date.UTC(2026, 0, 5, 12);
const day = 86_400_000;
const owner = { userId: ownerId, email: null, role: 'owner' } as const;
const staff = { userId: staffId, email: null, role: 'user' } as const;

const wholeStore = text('history.wholeStore');
const deleted = (name: string) => text('history.deleted', { name });
const renamed = (name: string, now: string) => text('history.renamed', { name, now });
const person = (name: string, role: 'owner' | 'user') => text('history.person', { name, role });
const became = (before: string, after: string) => markedUp('history.became', { before, after });

test.use({ timezoneId: 'America/New_York', locale: 'en-GB' });

test('an empty history says that nothing was changed', async ({ history, openAlone, page }) => {
  await openAlone();
  await history.open();
  await expect(page).toHaveURL(/\?view=history$/);
  await expect(page.getByText(text('history.none'))).toBeVisible();
  await expect(history.exportCsv, 'there is nothing to export').toHaveCount(0);
  await expect(history.filters, 'and nothing to filter').toHaveCount(0);
  await checkState(page, 'history-empty');
});

test('each entry tells when, who, where, and field by field what', async ({
  history,
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
  await history.open();
  await expect(history.entries).toHaveCount(5);
  await expect(history.places).toHaveText([
    'Harbor & Pine',
    'Café Outlet',
    deleted('Pop-up'),
    renamed('Harbor & Pine B2B', 'Harbor & Pine Trade'),
    text('history.wholeStore'),
  ]);

  const whole = history.entry(wholeStore);
  await expect(whole.getByRole('time')).toHaveAttribute('datetime', '2026-01-05T12:00:00.000Z');
  await expect(whole.getByRole('time')).toHaveText(/^5 Jan 2026, 07:00 (EST|GMT-5)$/);
  await expect(whole).toContainText(person(`owner@${store.hash}.example`, 'owner'));
  await expect(whole).toContainText(text('history.sources.app'));
  await history.showDetails(whole);
  await expect(whole.getByRole('definition')).toHaveText([
    became(text('settings.off'), text('settings.on')),
    became(text('settings.noUrl'), 'https://shop.example/p'),
    became(text('groups.none'), 'Retail'),
  ]);
  await expect(whole).toContainText(text('history.note', { note: 'Agreed with legal' }));
  await expect(whole.getByText(text('history.details.request', { id: 'req-77' }))).toBeHidden();
  await whole.locator('summary').press('Enter');
  await expect(whole.getByText(text('history.details.request', { id: 'req-77' }))).toBeVisible();

  const partly = history.entry(renamed('Harbor & Pine B2B', 'Harbor & Pine Trade'));
  await expect(partly).toContainText(person(`staff@${store.hash}.example`, 'user'));
  await expect(partly).toContainText(text('bulk.states.partly'));
  await history.showDetails(partly);
  await expect(partly.getByRole('definition'), 'what was inherited is said, too').toHaveText([
    became(text('settings.on'), globalValue(text('settings.on'))),
    became(globalValue(text('groups.none')), deleted('Wholesale')),
    text('history.storedInstead', { value: 'Trade' }),
  ]);
  await expect(history.entry(deleted('Pop-up'))).toContainText(text('bulk.states.failed'));
  await history.showDetails(history.entry('Café Outlet'));
  await expect(history.entry('Café Outlet')).toContainText(text('history.outcomes.pending'));
  const outside = history.entry('Harbor & Pine');
  await expect(outside).toContainText(text('history.outside'));
  await history.showDetails(outside);
  await expect(outside.getByRole('definition')).toHaveText([
    became('Retail', renamed('Loyals', 'Loyalty')),
    became(text('settings.notSet'), text('settings.notAllowed')),
  ]);
  await checkState(page, 'history-entries');
});

test('changes that were made together are one entry that opens, page by page', async ({
  history,
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
  await history.open();
  const entry = history.entry(
    entryName('bulk', 60, [
      ['applied', 59],
      ['failed', 1],
    ]),
  );
  await expect(entry).toBeVisible();
  await history.showDetails(entry);
  const open = entry.getByRole('button', { name: text('history.open', { count: 60 }) });
  await open.focus();
  await page.keyboard.press('Enter');
  const changes = entry.getByRole('heading', { level: 4 });
  await expect(changes).toHaveCount(25);
  await expect(changes.nth(3)).toHaveText(deleted('Shop 3'));
  await checkState(page, 'history-bulk-open');
  const more = entry.getByRole('button', { name: text('history.moreOfEntry') });
  await more.press('Enter');
  await expect(changes).toHaveCount(50);
  await expect(changes.nth(25)).toBeFocused();
  await more.press('Enter');
  await expect(changes).toHaveCount(60);
  await expect(changes.nth(50)).toBeFocused();
  await expect(more).toHaveCount(0);
  const close = entry.getByRole('button', { name: text('history.close', { count: 60 }) });
  await expect(close).toHaveAttribute('aria-expanded', 'true');
  await close.press('Enter');
  await expect(changes).toHaveCount(0);
});

test('more is shown page by page, and the keyboard goes on where the new ones begin', async ({
  history,
  openAlone,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(
    world,
    store.hash,
    Array.from({ length: 60 }, (_, index) => ({ author: owner, createdAt: noon + index })),
  );
  await history.open();
  await expect(history.entries).toHaveCount(25);
  await history.more.press('Enter');
  await expect(history.entries).toHaveCount(50);
  await expect(history.entries.nth(25).getByRole('heading', { level: 3 })).toBeFocused();
  await history.more.press('Enter');
  await expect(history.entries).toHaveCount(60);
  await expect(history.more).toHaveCount(0);
  await expect(history.status(text('history.shown', { count: 60 }))).toBeAttached();
});

test('filters narrow it down, and stay in the address', async ({
  history,
  openAlone,
  page,
  store,
  world,
}) => {
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
  await history.open();
  await expect(history.entries).toHaveCount(4);
  await history.choose('storefront', 'Café Outlet');
  await expect(history.entries).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`view=history&storefront=${cafeId}$`));
  await checkState(page, 'history-filtered');
  await history.choose('person', `owner@${store.hash}.example`);
  await expect(page.getByText(text('history.nothingFound'))).toBeVisible();
  await checkState(page, 'history-nothing-found');

  await page.goBack();
  await expect(history.entries).toHaveCount(1);
  await expect(history.chosen('person')).toHaveText(text('history.filters.anyPerson'));
  await page.reload();
  await untilReady(page);
  await expect(history.chosen('storefront')).toHaveText('Café Outlet');
  await expect(history.entries).toHaveCount(1);

  await history.clearFilters.click();
  await expect(history.filter('storefront')).toBeFocused();
  await expect(history.entries).toHaveCount(4);
  await history.choose('field', labelOf('trackingConsent'));
  await expect(history.places).toHaveText([text('history.wholeStore')]);
  await history.choose('field', text('history.filters.anyField'));
  await history.choose('source', text('history.outside'));
  await expect(history.places).toHaveText(['Harbor & Pine Trade']);
  await history.choose('source', text('history.filters.anySource'));
  await history.choose('storefront', text('history.wholeStore'));
  await expect(history.entries).toHaveCount(1);
  await history.clearFilters.click();

  await history.day('from').fill('2026-01-07');
  await expect(history.entries).toHaveCount(2);
  await history.day('until').fill('2026-01-07');
  await expect(page).toHaveURL(/from=2026-01-07&until=2026-01-07/);
  await expect(history.places).toHaveText(['Harbor & Pine', 'Harbor & Pine Trade']);
});

test('what is filtered is saved as a file', async ({
  browserReports,
  history,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [
    { author: owner, createdAt: noon, note: '=1+1' },
    { source: 'outside', createdAt: noon + 1, requested: { trackingConsent: true } },
  ]);
  await history.open();
  await history.choose('source', text('history.sources.app'));
  await expect(history.entries).toHaveCount(1);
  const [csv] = await Promise.all([page.waitForEvent('download'), history.exportCsv.press('Enter')]);
  expect(csv.suggestedFilename()).toMatch(
    new RegExp(`^customer-settings-history-${store.hash}-\\d{4}-\\d{2}-\\d{2}\\.csv$`),
  );
  const written = await readFile(await csv.path(), 'utf8');
  expect(written.trim().split('\r\n')).toHaveLength(2);
  expect(written).toContain(",'=1+1,");
  await expect(history.status(beginningOf('handedFile.handed', 'name'))).toContainText('.csv');
  await checkState(page, 'history-exported');
  await history.showText.click();
  // A text field holds line feeds alone (HTML Living Standard, "API value").
  await expect(page.getByRole('textbox', { name: beginningOf('handedFile.text', 'name') })).toHaveValue(
    written.slice(1).replaceAll('\r\n', '\n'),
  );

  const [json] = await Promise.all([page.waitForEvent('download'), history.exportJson.press('Enter')]);
  const changes = JSON.parse(await readFile(await json.path(), 'utf8')) as object[];
  expect(changes).toEqual([expect.objectContaining({ source: 'app', note: '=1+1' })]);

  browserReports.expectFailedLoad('ERR_INTERNET_DISCONNECTED');
  await page.context().setOffline(true);
  await history.exportCsv.press('Enter');
  await expect(history.alert).toContainText(text('app.tryAgain'));
  await checkState(page, 'history-export-failed');
  await page.context().setOffline(false);
  const [again] = await Promise.all([page.waitForEvent('download'), history.tryAgain.click()]);
  expect(again.suggestedFilename()).toMatch(/\.csv$/);
  await expect(history.alert).toHaveCount(0);
});

test('a CSV file opens in columns in a European spreadsheet, and the browser remembers which', async ({
  history,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [{ author: owner, createdAt: noon, note: 'a\n=1+1' }]);
  await history.open();
  const { separator } = history;
  await expect(separator).toHaveValue('comma');
  await separator.selectOption(text('history.export.separators.semicolon'));
  const exportCsv = async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), history.exportCsv.click()]);
    return readFile(await file.path(), 'utf8');
  };
  const written = await exportCsv();
  expect(written).toMatch(/^\uFEFFtime \(UTC\);user;user_id;/);
  expect(written).toContain(`\n${new Date(noon).toISOString().slice(0, 10)} `);
  expect(written).toContain(`;"a\n'=1+1";`);
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
  history,
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
  await history.open();
  await expect(history.status(text('history.loading'))).toBeAttached();
  await checkState(page, 'history-loading');
  letGo();
  await expect(history.alert).toBeVisible();
  await checkState(page, 'history-failed');
  await page.unroute(list);
  await history.tryAgain.click();
  await expect(history.entries).toHaveCount(1);
});

test('it can be read while BigCommerce cannot be reached', async ({
  browserReports,
  faults,
  history,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [{ author: owner, requested: { guestCustomerGroupId: 12 } }]);
  faults.fail(503);
  browserReports.expectFailedLoad(503);
  await page.goto(`${world.app.url}/stores/${store.hash}?view=history`);
  await untilReady(page);
  await expect(history.entry(wholeStore)).toContainText(text('groups.unnamed', { id: 12 }));
});

test('who was removed is named by number only', async ({ history, openAlone, page, store, world }) => {
  await installedBeforehand(world, store);
  await loadApp(world, store.hash, staffId);
  await addChanges(world, store.hash, [{ author: staff }]);
  await world.sandbox.callbacks.removeUser(store.hash, staffId);
  await openAlone();
  await history.open();
  await expect(history.entry(wholeStore)).toContainText(
    person(text('history.removedUser', { id: staffId }), 'user'),
  );
  await history.choose('person', text('history.removedUser', { id: staffId }));
  await expect(page).toHaveURL(/user=2$/);
  await expect(history.entries).toHaveCount(1);
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing scrolls sideways', async ({ history, openAlone, page, store, world }) => {
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
    await history.openFilled();
    await history
      .entry(
        entryName('bulk', 2, [
          ['applied', 1],
          ['pending', 1],
        ]),
      )
      .getByRole('button', { name: text('history.open', { count: 2 }) })
      .click();
    await expect(page.getByRole('heading', { level: 4 })).toHaveCount(2);
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectNoSidewaysScroll(page, 'history');
    await checkState(page, 'narrow-history');
  });
});
