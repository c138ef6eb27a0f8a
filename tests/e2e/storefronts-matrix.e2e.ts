import type { Locator, Page } from '@playwright/test';
import { createChannel, type Store } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';
import { expect, firstPolicyUrl, test, untilReady } from './fixtures.ts';
import {
  addManyStorefronts,
  addStorefronts,
  cafeId,
  deletedGroupId,
  inheritingId,
  overridingId,
} from './storefront-stores.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';

const settingsOf = (channelId: number) => new RegExp(`/v3/customers/settings/channels/${channelId}$`);

/** The table as people find their way in it: by roles and names. */
function matrixIn(page: Page) {
  const table = page.getByRole('table', { name: 'Settings of each storefront' });
  const row = (name: string): Locator =>
    table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: false }) });
  return {
    table,
    row,
    /** Storefronts in order, without the row of the global values. */
    storefronts: table.getByRole('rowheader').getByRole('link').filter({ hasNotText: 'Global values' }),
    link: (name: string) => table.getByRole('link', { name, exact: true }),
    query: page.getByRole('searchbox', { name: 'Filter by name or ID' }),
    onlyOverridden: page.getByRole('checkbox', { name: 'Only overridden' }),
    onlyOverriddenLabel: page.getByText('Only overridden', { exact: true }),
    tick: (name: string) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true }),
    tickAll: table.getByRole('checkbox', { name: /^Select (all )?\d+ storefronts?$/ }),
    selection: page.getByRole('group', { name: 'Selected storefronts' }),
    changeSelected: page.getByRole('button', { name: 'Change selected' }),
    pages: page.getByRole('navigation', { name: 'Pages of storefronts' }),
    status: (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    tab: page.getByRole('tab', { name: 'Storefronts' }),
  };
}

/** The visible texts of a row's cells, without the one with the checkbox. */
async function expectCells(row: Locator, texts: string[]): Promise<void> {
  const cells = row.getByRole('cell').filter({ hasNot: row.page().getByRole('checkbox') });
  const shown = async () => (await cells.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  await expect.poll(async () => (await shown()).filter((text) => text !== '')).toEqual(texts);
}

async function openMatrix(page: Page) {
  const matrix = matrixIn(page);
  await matrix.tab.click();
  await expect(matrix.table).toBeVisible();
  return matrix;
}

/** Goes to the table in a page that knows no storefront yet, as a reload does. */
async function goToMatrix(page: Page, world: World, store: Store, query = '') {
  await page.goto(`${world.app.url}/stores/${store.hash}?view=storefronts${query}`);
  await untilReady(page);
  return matrixIn(page);
}

async function expectAllRead(matrix: ReturnType<typeof matrixIn>): Promise<void> {
  await expect(matrix.table.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Reads of a storefront's settings, in the order in which they reached BigCommerce. */
function readsOf(world: World, store: Store): number[] {
  return world.sandbox.requests
    .list({ storeHash: store.hash, method: 'GET', path: '/v3/customers/settings/channels/' })
    .map(({ path }) => Number(path.split('/').at(-1)));
}

test('each cell tells what the storefront gets and where it comes from', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = await openMatrix(page);
  await expect(matrix.table.getByRole('columnheader')).toHaveText([
    'Select all 4 storefronts',
    'Storefront',
    'Consent to tracking',
    'Consent on checkout',
    'Privacy policy URL',
    'Group for guests',
    'Group for new customers',
    'Global logins',
  ]);
  await expect(matrix.storefronts).toHaveText([
    'Café Outlet',
    'Harbor & Pine',
    'Harbor & Pine Trade',
    'Lookbook',
  ]);
  await expect(matrix.table.getByRole('row').nth(1).getByRole('rowheader')).toContainText('Global values');
  await expectCells(matrix.row('Global values'), [
    'On',
    'Off',
    firstPolicyUrl,
    'Retail',
    'No group',
    'Each storefront has its own',
  ]);
  await expectCells(matrix.row(`ID ${inheritingId}`).filter({ hasNotText: '102480' }), [
    'On Inherited',
    'Off Inherited',
    `${firstPolicyUrl} Inherited`,
    'Retail Inherited',
    'No group Inherited',
    'Not set',
  ]);
  await expectCells(matrix.row('Harbor & Pine Trade'), [
    'On Overridden, same as global',
    'On Overridden',
    'https://trade.shop.example/privacy Overridden',
    'No group Overridden',
    'Trade Overridden',
    'Not allowed',
  ]);
  await expectCells(matrix.row('Lookbook'), [
    'On Inherited',
    'Off Inherited',
    `${firstPolicyUrl} Inherited`,
    'Group 12 (deleted) Overridden',
    'No group Inherited',
    'Not set',
  ]);
  await expectCells(matrix.row('Café Outlet'), [
    'On Inherited',
    'Off Inherited',
    'None Overridden',
    'Retail Inherited',
    'No group Inherited',
    'Allowed',
  ]);
  await expect(matrix.row('Lookbook').getByRole('img', { name: 'Problem:' })).toBeVisible();
  await expect(matrix.row('Harbor & Pine Trade')).toContainText(`Headless: catalyst · ID ${overridingId}`);
  await expect(matrix.row('Lookbook')).toContainText('Headless: custom · Not launched yet');
  await expect(matrix.row('Café Outlet')).toContainText(`Inactive · ID ${cafeId}`);
  await checkState(page, 'matrix');
});

test('a setting that the store lacks is not taken for one that is off', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  store.options.omitConsentOnCheckout = true;
  await openAlone();
  const matrix = await openMatrix(page);
  await expectCells(matrix.row('Global values'), [
    'On',
    'Not available',
    firstPolicyUrl,
    'Retail',
    'No group',
    'Each storefront has its own',
  ]);
  await expectCells(matrix.row('Harbor & Pine Trade'), [
    'On Overridden, same as global',
    'Not available',
    'https://trade.shop.example/privacy Overridden',
    'No group Overridden',
    'Trade Overridden',
    'Not allowed',
  ]);
});

test('a deleted group that the store names is a problem wherever it is inherited', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  store.deleteGroup(1);
  await openAlone();
  const matrix = await openMatrix(page);
  for (const name of ['Global values', 'Café Outlet', 'Harbor & Pine', 'Lookbook'])
    await expect(matrix.row(name).getByRole('img', { name: 'Problem:' }).first()).toBeVisible();
  await expect(matrix.row('Café Outlet')).toContainText('Group 1 (deleted)Inherited');
  await expect(matrix.row('Harbor & Pine Trade').getByRole('img', { name: 'Problem:' })).toHaveCount(0);
});

test('finds by name, accents or not, and by ID, says how many, and sorts', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = await openMatrix(page);
  await expectAllRead(matrix);
  await matrix.query.fill('cafe');
  await expect(matrix.storefronts).toHaveText(['Café Outlet']);
  await expect(matrix.status('1 of 4 storefronts')).toBeAttached();
  await expect(matrix.row('Global values')).toBeVisible();
  await matrix.query.fill(String(overridingId));
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);

  await matrix.query.fill('nothing like it');
  await expect(page.getByText('No storefront matches.')).toBeVisible();
  await expect(matrix.status('0 of 4 storefronts')).toBeAttached();
  await checkState(page, 'matrix-nothing-found');
  await matrix.button('Show all storefronts').click();
  await expect(matrix.storefronts).toHaveCount(4);
  await expect(matrix.query).toBeFocused();
  await expect(matrix.query).toHaveValue('');

  const header = matrix.table.getByRole('columnheader', { name: 'Storefront', exact: true });
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await matrix.button('Storefront').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(matrix.storefronts).toHaveText([
    'Lookbook',
    'Harbor & Pine Trade',
    'Harbor & Pine',
    'Café Outlet',
  ]);
});

test('only overridden: any setting, or the one that a link of the form asked for', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = matrixIn(page);
  await page.getByRole('link', { name: '1 storefront has its own value' }).last().click();
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);
  await expect(page.getByText('Overridden: Group for new customers')).toBeVisible();
  await checkState(page, 'matrix-overriding-one-setting');
  await matrix.button("Show also storefronts that don't override Group for new customers").click();
  await expect(matrix.storefronts).toHaveCount(4);
  await expect(matrix.query).toBeFocused();
  await expect(page.getByText('Overridden: Group for new customers')).toBeHidden();

  await matrix.onlyOverriddenLabel.click();
  await expect(matrix.onlyOverridden).toBeChecked();
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine Trade', 'Lookbook']);
  await expect(matrix.status('3 of 4 storefronts')).toBeAttached();
  await page.goBack();
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);
});

test('while storefronts are checked for overrides, the page says how far it is', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addStorefronts(store);
  const slow = world.sandbox.faults.add({
    kind: 'latency',
    ms: 3_000,
    match: { path: settingsOf(overridingId) },
  });
  const matrix = await goToMatrix(page, world, store);
  await matrix.onlyOverriddenLabel.click();
  await expect(matrix.onlyOverridden).toBeChecked();
  await expect(page.getByText('Checking storefronts… 3 of 4')).toBeVisible();
  await expect(matrix.status('Checking storefronts…')).toBeAttached();
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Lookbook']);
  await keepPicture(page, 'matrix-checking');
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine Trade', 'Lookbook']);
  await expect(page.getByText(/Checking storefronts/)).toHaveCount(0);
  slow();
});

test('by keyboard alone: sort, tick, open one storefront and come back to the same table', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = await openMatrix(page);
  await expectAllRead(matrix);
  await matrix.query.focus();
  await page.keyboard.type('harbor');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine', 'Harbor & Pine Trade']);
  await page.keyboard.press('Tab');
  await expect(matrix.onlyOverridden).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(matrix.changeSelected).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(matrix.table, 'nothing is selected yet').toBeVisible();
  await page.keyboard.press('Tab');
  await expect(matrix.tickAll).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade', 'Harbor & Pine']);
  await page.keyboard.press('Tab');
  await expect(matrix.link('Global values')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(matrix.tick('Harbor & Pine Trade')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(matrix.selection).toContainText('1 selected');
  await expect(matrix.tickAll).toBeChecked({ indeterminate: true });
  await keepPicture(page, 'matrix-keyboard');
  await page.keyboard.press('Tab');
  await expect(matrix.link('Harbor & Pine Trade')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Harbor & Pine Trade' })).toBeVisible();

  await page.getByRole('link', { name: 'All storefronts' }).press('Enter');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade', 'Harbor & Pine']);
  await expect(matrix.query).toHaveValue('harbor');
  await expect(matrix.tick('Harbor & Pine Trade')).toBeChecked();
});

test('a headless storefront is edited like any other, and its row follows', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const matrix = await openMatrix(page);
  await matrix.link('Harbor & Pine Trade').click();
  await form.policyUrl.fill('https://trade.shop.example/new');
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await page.getByRole('link', { name: 'All storefronts' }).click();
  await expect(matrix.row('Harbor & Pine Trade')).toContainText('https://trade.shop.example/newOverridden');
});

test('sixty storefronts: pages, and what is in sight is read first', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addManyStorefronts(store, 60);
  store.channels.reverse();
  world.sandbox.faults.add({ kind: 'latency', ms: 500, match: { path: '/v3/customers/settings/channels' } });
  const matrix = await goToMatrix(page, world, store);
  await expect(matrix.row('Shop 1').first()).toContainText('Inherited');
  await expect(matrix.pages).toContainText('1–25 of 60');
  await page.getByRole('button', { name: 'Next page' }).press('Enter');
  await expect(matrix.pages).toContainText('26–50 of 60');
  await expect(matrix.storefronts).toHaveText(Array.from({ length: 25 }, (_, index) => `Shop ${index + 26}`));
  await keepPicture(page, 'matrix-reading');
  await expectAllRead(matrix);
  const reads = readsOf(world, store);
  const pageOfId = (id: number) => Math.ceil((id - 5_000) / 25);
  const pages = reads.map(pageOfId);
  expect(pages[0]).toBe(1);
  expect(pages.slice(pages.indexOf(2)).slice(0, 25), 'the page that is turned to overtakes').toEqual(
    Array<number>(25).fill(2),
  );

  await page.getByRole('button', { name: 'Next page' }).press('Enter');
  await expect(matrix.storefronts).toHaveCount(10);
  await expect(matrix.status('60 storefronts. 51–60 of 60')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Next page' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Next page' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Next page' }).press('Enter');
  await expect(matrix.pages).toContainText('51–60 of 60');
  await page.getByRole('button', { name: 'Previous page' }).press('Enter');
  await expect(matrix.pages).toContainText('26–50 of 60');
  await expectAllRead(matrix);
  await matrix.query.fill('Shop 6');
  await expect(matrix.storefronts).toHaveText(['Shop 6', 'Shop 60']);
  await expect(matrix.pages).toHaveCount(0);
  await expect.poll(() => readsOf(world, store).length, 'each is read once').toBe(60);
});

test('ticks on every page, says what the filter hides, and keeps them over a change', async ({
  openAlone,
  page,
  store,
}) => {
  addManyStorefronts(store, 30);
  await openAlone();
  const matrix = await openMatrix(page);
  await expectAllRead(matrix);
  await expect(matrix.changeSelected).toHaveAttribute('aria-disabled', 'true');
  await matrix.tickAll.check();
  await expect(matrix.selection).toContainText('30 selected');
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(matrix.tick('Shop 30')).toBeChecked();
  await matrix.tick('Shop 30').uncheck();
  await matrix.query.fill('Shop 2');
  await expect(matrix.selection).toContainText('29 selected (18 not shown)');
  await expect(matrix.tickAll).toBeChecked();
  await checkState(page, 'matrix-selected');
  await matrix.tickAll.uncheck();
  await expect(matrix.selection).toContainText('18 selected (18 not shown)');
  await matrix.button('Clear').click();
  await expect(matrix.selection).toContainText('0 selected');
  await expect(matrix.changeSelected).toBeFocused();

  await matrix.query.fill('');
  await matrix.tick('Shop 2').check();
  await matrix.tick('Shop 24').check();
  await expect(matrix.tick('Shop 24')).toBeInViewport();
  await page.mouse.wheel(0, 400);
  await expect(matrix.changeSelected).toBeInViewport();
  const before = await page.evaluate(() => window.scrollY);
  await matrix.changeSelected.click();
  await expect(page.getByRole('heading', { name: 'Change 2 storefronts' })).toBeVisible();
  await expect(matrix.table).toBeHidden();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(matrix.selection).toContainText('2 selected');
  await expect(matrix.changeSelected).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 100);
});

test('one storefront that cannot be read says why, and the rest works', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addStorefronts(store);
  const mend = world.sandbox.faults.add({
    kind: 'status',
    status: 403,
    match: { path: settingsOf(deletedGroupId) },
  });
  const matrix = await goToMatrix(page, world, store);
  const row = matrix.row('Lookbook');
  await expect(row).toContainText("The app isn't allowed to do this");
  await expect(matrix.row('Café Outlet')).toContainText('Overridden');
  await expect(page.getByText("1 couldn't be read").first()).toBeVisible();
  await checkState(page, 'matrix-failed-row');
  mend();
  await row.getByRole('button', { name: 'Retry Lookbook' }).press('Enter');
  await expect(row).toContainText('Group 12 (deleted)');
  await expect(matrix.link('Lookbook')).toBeFocused();
  await expect(page.getByText("couldn't be read")).toHaveCount(0);
});

test('storefronts that were closed meanwhile say so, and can be tried again together', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addStorefronts(store);
  const [reopen, reopenOther] = [cafeId, overridingId].map((channelId) =>
    world.sandbox.faults.add({ kind: 'status', status: 404, match: { path: settingsOf(channelId) } }),
  );
  const matrix = await goToMatrix(page, world, store);
  await expect(matrix.row('Café Outlet')).toContainText("This storefront doesn't exist any more");
  await expect(matrix.row('Harbor & Pine Trade')).toContainText("This storefront doesn't exist any more");
  await expect(page.getByText("2 couldn't be read").first()).toBeVisible();
  reopen?.();
  reopenOther?.();
  await matrix.button('Retry these').click();
  await expect(matrix.row('Café Outlet')).toContainText('Overridden');
  await expect(matrix.row('Harbor & Pine Trade')).toContainText('Overridden');
  await expect(matrix.query).toBeFocused();
});

test('when the permission for the store is gone, one notice says so', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const matrix = await openMatrix(page);
  await expectAllRead(matrix);
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await matrix.button('Read again').click();
  await expect(form.alert("The app's permission for your store ran out")).toBeVisible();
  await checkState(page, 'matrix-permission-gone');
});

test('one slow storefront does not hold up the others', async ({ openAlone, page, store, world }) => {
  await openAlone();
  addStorefronts(store);
  world.sandbox.faults.add({ kind: 'latency', ms: 3_000, match: { path: settingsOf(cafeId) } });
  const matrix = await goToMatrix(page, world, store);
  await expect(matrix.row('Lookbook')).toContainText('Group 12 (deleted)');
  await expect(matrix.row('Harbor & Pine Trade')).toContainText('Overridden');
  await expect(matrix.row('Café Outlet')).toHaveAttribute('aria-busy', 'true');
  await checkState(page, 'matrix-slow-row');
  await expect(matrix.row('Café Outlet')).toContainText('Overridden');
});

test("says when BigCommerce's rate limit makes it wait, and goes on by itself", async ({
  openAlone,
  page,
  store,
  world,
}) => {
  store.rateLimit.windowMs = 12_000;
  await openAlone();
  addStorefronts(store);
  store.rateLimit.leave(70, Date.now());
  const matrix = await goToMatrix(page, world, store);
  await expect(
    matrix.status(/BigCommerce limits how often an app may ask. We go on in \d+ seconds?/),
  ).toBeVisible();
  await checkState(page, 'matrix-paused');
  await expect(matrix.row('Lookbook')).toContainText('Group 12 (deleted)');
  await expectAllRead(matrix);
  await expect(page.getByText(/BigCommerce limits/)).toHaveCount(0);
});

test('reads again what was changed elsewhere', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await openAlone();
  const matrix = await openMatrix(page);
  await expectAllRead(matrix);
  store.changeSettings({ privacy_settings: { ask_shopper_for_tracking_consent: false } });
  store.changeChannelSettings(cafeId, { allow_global_logins: false });
  store.channels = store.channels.filter(({ id }) => id !== overridingId);
  // What was read moments ago is not read again: the first try may come too early.
  await expect(async () => {
    await matrix.button('Read again').click();
    await expect(matrix.row('Café Outlet')).toContainText('Not allowed', { timeout: 1_000 });
  }).toPass();
  await expect(matrix.row('Global values').getByRole('cell').nth(1)).toContainText('Off');
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine', 'Lookbook']);
});

test('without the permission to list storefronts, one line says so', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addStorefronts(store);
  browserReports.expectFailedLoad(403);
  world.sandbox.faults.add({ kind: 'status', status: 403, match: { path: '/v3/channels' } });
  const matrix = await goToMatrix(page, world, store);
  await expect(
    page.getByText("The app wasn't allowed to list your storefronts. The global settings work."),
  ).toBeVisible();
  await expect(matrix.table).toBeHidden();
  await checkState(page, 'matrix-not-allowed');
});

test('storefronts that could not be listed are listed at the next try', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  addStorefronts(store);
  const mend = world.sandbox.faults.add({ kind: 'status', status: 423, match: { path: '/v3/channels' } });
  browserReports.expectFailedLoad(423);
  const matrix = await goToMatrix(page, world, store);
  await expect(form.alert('Your store is locked right now')).toBeVisible();
  await checkState(page, 'matrix-list-failed');
  mend();
  await matrix.button('Try again').click();
  await expect(matrix.storefronts).toHaveCount(4);
});

test('a store without storefronts, and one with a single one', async ({ openAlone, page, store, world }) => {
  await openAlone();
  const matrix = await goToMatrix(page, world, store);
  await expect(page.getByText('This store has no storefronts.')).toBeVisible();
  await checkState(page, 'matrix-none');
  addManyStorefronts(store, 1);
  await page.reload();
  await expect(matrix.storefronts).toHaveText(['Shop 1']);
  await expect(matrix.row('Shop 1')).toContainText('Inherited');
  await expect(matrix.tickAll).toHaveAccessibleName('Select 1 storefront');
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('each storefront is a card, and the table is still one', async ({ openAlone, page, store, world }) => {
    addStorefronts(store);
    addManyStorefronts(store, 26);
    store.changeChannelSettings(cafeId, {
      privacy_settings: { policy_url: `https://shop.example/${'very-long-'.repeat(30)}` },
    });
    store.channels.push(createChannel(7, `Aa${'x'.repeat(60)}`, 'bigcommerce'));
    world.sandbox.faults.add({ kind: 'status', status: 403, match: { path: settingsOf(inheritingId) } });
    await openAlone();
    const matrix = await openMatrix(page);
    await expectAllRead(matrix);
    await expect(matrix.row('Café Outlet').getByRole('cell')).toHaveCount(7);
    await expect(matrix.row('Café Outlet').getByText('Group for guests')).toBeVisible();
    await expectNoSidewaysScroll(page, 'matrix');
    await checkState(page, 'narrow-matrix');
    await matrix.row('Café Outlet').scrollIntoViewIfNeeded();
    await keepPicture(page, 'narrow-matrix-cards');
    await matrix.row('Lookbook').scrollIntoViewIfNeeded();
    await keepPicture(page, 'narrow-matrix-problem');
    await matrix.tickAll.check();
    await matrix.query.fill('harbor');
    await matrix.row('Harbor & Pine Trade').scrollIntoViewIfNeeded();
    await expectNoSidewaysScroll(page, 'matrix with a selection');
    await checkState(page, 'narrow-matrix-selected');
  });
});

test.describe('zoomed to 200 %', () => {
  test.use({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });

  test('everything is in reach', async ({ openAlone, page, store }) => {
    addStorefronts(store);
    await openAlone();
    const matrix = await openMatrix(page);
    await expectAllRead(matrix);
    await expectNoSidewaysScroll(page, 'zoomed matrix');
    await checkState(page, 'zoomed-matrix');
    await matrix.tick('Lookbook').check();
    await expect(matrix.tick('Lookbook')).toBeInViewport();
    await matrix.link('Café Outlet').scrollIntoViewIfNeeded();
    await checkState(page, 'zoomed-matrix-row');
  });
});

test('in the control panel', async ({ controlPanel, store }) => {
  addStorefronts(store);
  await controlPanel.openApp();
  await controlPanel.app.getByRole('tab', { name: 'Storefronts' }).click();
  await expect(controlPanel.app.getByText('Group 12 (deleted)')).toBeVisible();
  await checkState(controlPanel.page, 'matrix-in-control-panel', '#app-frame');
});
