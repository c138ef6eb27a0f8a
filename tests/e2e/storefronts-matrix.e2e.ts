import type { Locator } from '@playwright/test';
import { isInheritable, settingFields } from '../../lib/settings/customer-settings.ts';
import { createChannel, type Store } from '../../sandbox/sandbox.ts';
import type { World } from '../../sandbox/world.ts';
import { appFrame, expect, firstPolicyUrl, test } from './fixtures.ts';
import {
  addManyStorefronts,
  addStorefronts,
  cafeId,
  deletedGroupId,
  inheritingId,
  overridingId,
} from './storefront-stores.ts';
import { callsFor } from './store-faults.ts';
import { inherited, overridden } from './storefronts-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { errorTitle, labelOf, text, textWithNumber } from './texts.ts';

/** The visible texts of a row's cells, without the one with the checkbox. */
async function expectCells(row: Locator, texts: string[]): Promise<void> {
  const cells = row.getByRole('cell').filter({ hasNot: row.page().getByRole('checkbox') });
  const shown = async () => (await cells.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  await expect.poll(async () => (await shown()).filter((text) => text !== '')).toEqual(texts);
}

const found = (count: number, all: number) => text('matrix.foundOf', { count, all });
const range = (from: number, to: number, total: number) => text('matrix.range', { from, to, total });
const selected = (count: number, hidden: number) => text('matrix.selectedHidden', { count, hidden });

/** Reads of a storefront's settings, in the order in which they reached BigCommerce. */
function readsOf(world: World, store: Store): number[] {
  return world.sandbox.requests
    .list({ storeHash: store.hash, method: 'GET', path: '/v3/customers/settings/channels/' })
    .map(({ path }) => Number(path.split('/').at(-1)));
}

const facts = (platform: string, id: number) => text('storefront.facts', { platform, id: String(id) });

test('each cell tells what the storefront gets and where it comes from', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  await matrix.open();
  await expect(matrix.table.getByRole('columnheader')).toContainText([
    text('matrix.selectAll', { count: 4 }),
    text('matrix.storefront'),
    text('matrix.columns.trackingConsent'),
    text('matrix.columns.trackingConsentOnCheckout'),
    labelOf('policyUrl'),
    labelOf('guestCustomerGroupId'),
    labelOf('defaultCustomerGroupId'),
    labelOf('allowGlobalLogins'),
  ]);
  await expect(matrix.storefronts).toHaveText([
    'Café Outlet',
    'Harbor & Pine',
    'Harbor & Pine Trade',
    'Lookbook',
  ]);
  await expect(matrix.table.getByRole('row').nth(1).getByRole('rowheader')).toContainText(
    text('matrix.global'),
  );
  await expectCells(matrix.globalRow, [
    text('settings.on'),
    text('settings.off'),
    firstPolicyUrl,
    'Retail',
    text('groups.none'),
    text('matrix.perStorefront'),
  ]);
  await expectCells(matrix.row(`ID ${inheritingId}`).filter({ hasNotText: '102480' }), [
    inherited(text('settings.on')),
    inherited(text('settings.off')),
    inherited(firstPolicyUrl),
    inherited('Retail'),
    inherited(text('groups.none')),
    text('settings.notSet'),
  ]);
  await expectCells(matrix.row('Harbor & Pine Trade'), [
    overridden(text('settings.on'), 'overriddenSame'),
    overridden(text('settings.on')),
    overridden('https://trade.shop.example/privacy'),
    overridden(text('groups.none')),
    overridden('Trade'),
    text('settings.notAllowed'),
  ]);
  await expectCells(matrix.row('Lookbook'), [
    inherited(text('settings.on')),
    inherited(text('settings.off')),
    inherited(firstPolicyUrl),
    overridden(text('groups.deleted', { id: 12 })),
    inherited(text('groups.none')),
    text('settings.notSet'),
  ]);
  await expectCells(matrix.row('Café Outlet'), [
    inherited(text('settings.on')),
    inherited(text('settings.off')),
    overridden(text('settings.noUrl')),
    inherited('Retail'),
    inherited(text('groups.none')),
    text('settings.allowed'),
  ]);
  await expect(matrix.row('Lookbook').getByRole('img', { name: text('matrix.problem') })).toBeVisible();
  await expect(matrix.row('Harbor & Pine Trade')).toContainText(facts('catalyst', overridingId));
  await expect(matrix.row('Lookbook')).toContainText(
    `${facts('custom', deletedGroupId)} · ${text('matrix.status.prelaunch')}`,
  );
  await expect(matrix.row('Café Outlet')).toContainText(
    `${facts('bigcommerce', cafeId)} · ${text('matrix.status.inactive')}`,
  );
  await checkState(page, 'matrix');
});

test('a setting that the store lacks is not taken for one that is off', async ({
  matrix,
  openAlone,
  store,
}) => {
  addStorefronts(store);
  store.options.omitConsentOnCheckout = true;
  await openAlone();
  await matrix.open();
  await expectCells(matrix.globalRow, [
    text('settings.on'),
    text('matrix.absent'),
    firstPolicyUrl,
    'Retail',
    text('groups.none'),
    text('matrix.perStorefront'),
  ]);
  await expectCells(matrix.row('Harbor & Pine Trade'), [
    overridden(text('settings.on'), 'overriddenSame'),
    text('matrix.absent'),
    overridden('https://trade.shop.example/privacy'),
    overridden(text('groups.none')),
    overridden('Trade'),
    text('settings.notAllowed'),
  ]);
});

test('a deleted group that the store names is a problem wherever it is inherited', async ({
  matrix,
  openAlone,
  store,
}) => {
  addStorefronts(store);
  store.deleteGroup(1);
  await openAlone();
  await matrix.open();
  for (const name of [text('matrix.global'), 'Café Outlet', 'Harbor & Pine', 'Lookbook'])
    await expect(
      matrix
        .row(name)
        .getByRole('img', { name: text('matrix.problem') })
        .first(),
    ).toBeVisible();
  await expect(matrix.row('Café Outlet')).toContainText(
    `${text('groups.deleted', { id: 1 })}${text('matrix.inherited')}`,
  );
  await expect(
    matrix.row('Harbor & Pine Trade').getByRole('img', { name: text('matrix.problem') }),
  ).toHaveCount(0);
});

test('finds by name, accents or not, and by ID, says how many, and sorts', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  await matrix.open();
  await matrix.expectAllRead();
  await matrix.query.fill('cafe');
  await expect(matrix.storefronts).toHaveText(['Café Outlet']);
  await expect(matrix.status(found(1, 4))).toBeAttached();
  await expect(matrix.globalRow).toBeVisible();
  await matrix.query.fill(String(overridingId));
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);

  await matrix.query.fill('nothing like it');
  await expect(page.getByText(text('matrix.nothing'))).toBeVisible();
  await expect(matrix.status(found(0, 4))).toBeAttached();
  await checkState(page, 'matrix-nothing-found');
  await matrix.showAll.click();
  await expect(matrix.storefronts).toHaveCount(4);
  await expect(matrix.query).toBeFocused();
  await expect(matrix.query).toHaveValue('');

  const header = matrix.table.getByRole('columnheader', { name: text('matrix.storefront'), exact: true });
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await matrix.sortByName.click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(matrix.storefronts).toHaveText([
    'Lookbook',
    'Harbor & Pine Trade',
    'Harbor & Pine',
    'Café Outlet',
  ]);
});

test('only overridden: any setting, or the one that a link of the form asked for', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const setting = labelOf('defaultCustomerGroupId');
  await page.getByRole('link', { name: text('overrides.countOf', { count: 1, setting }) }).click();
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);
  await expect(matrix.overrides(labelOf('defaultCustomerGroupId'))).toBeVisible();
  await checkState(page, 'matrix-overriding-one-setting');
  await matrix.removeFilter(labelOf('defaultCustomerGroupId')).click();
  await expect(matrix.storefronts).toHaveCount(4);
  await expect(matrix.query).toBeFocused();
  await expect(matrix.overrides(labelOf('defaultCustomerGroupId'))).toBeHidden();

  await matrix.onlyOverriddenLabel.click();
  await expect(matrix.onlyOverridden).toBeChecked();
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine Trade', 'Lookbook']);
  await expect(matrix.status(found(3, 4))).toBeAttached();
  await page.goBack();
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);
});

test('while storefronts are checked for overrides, the page says how far it is', async ({
  faults,
  matrix,
  openAlone,
  page,
  store,
}) => {
  await openAlone();
  addStorefronts(store);
  const slow = faults.add({ kind: 'latency', ms: 3_000 }, callsFor(overridingId));
  await matrix.goTo();
  await matrix.onlyOverriddenLabel.click();
  await expect(matrix.onlyOverridden).toBeChecked();
  await expect(page.getByText(text('matrix.checking', { checked: 3, all: 4 }))).toBeVisible();
  await expect(matrix.status(text('matrix.checkingOnce'))).toBeAttached();
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Lookbook']);
  await keepPicture(page, 'matrix-checking');
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine Trade', 'Lookbook']);
  await expect(page.getByText(text('matrix.checkingOnce'))).toHaveCount(0);
  slow();
});

test('by keyboard alone: sort, tick, open one storefront and come back to the same table', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  await matrix.open();
  await matrix.expectAllRead();
  await matrix.query.focus();
  await page.keyboard.type('harbor');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine', 'Harbor & Pine Trade']);
  await page.keyboard.press('Tab');
  await expect(matrix.value).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(matrix.onlyOverridden).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(matrix.changeSelected).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(matrix.table, 'nothing is selected yet').toBeVisible();
  await page.keyboard.press('Tab');
  await expect(matrix.tickAll).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade', 'Harbor & Pine']);
  for (const field of settingFields) {
    await page.keyboard.press('Tab');
    await expect(matrix.sort(field)).toBeFocused();
    // The way to the storefronts that override it.
    if (isInheritable(field)) await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
  await expect(matrix.link(text('matrix.global'))).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(matrix.tick('Harbor & Pine Trade')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(matrix.selection).toContainText(text('matrix.selected', { count: 1 }));
  await expect(matrix.tickAll).toBeChecked({ indeterminate: true });
  await keepPicture(page, 'matrix-keyboard');
  await page.keyboard.press('Tab');
  await expect(matrix.link('Harbor & Pine Trade')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Harbor & Pine Trade' })).toBeVisible();

  await matrix.back.press('Enter');
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade', 'Harbor & Pine']);
  await expect(matrix.query).toHaveValue('harbor');
  await expect(matrix.tick('Harbor & Pine Trade')).toBeChecked();
});

test('a headless storefront is edited like any other, and its row follows', async ({
  matrix,
  openAlone,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  await matrix.open();
  await matrix.link('Harbor & Pine Trade').click();
  await form.savePolicyUrl('https://trade.shop.example/new');
  await matrix.back.click();
  await expect(matrix.row('Harbor & Pine Trade')).toContainText('https://trade.shop.example/newOverridden');
});

test('sixty storefronts: pages, and what is in sight is read first', async ({
  faults,
  matrix,
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  // The form must not read any of them before the table does.
  await page.goto('about:blank');
  addManyStorefronts(store, 60);
  store.channels.reverse();
  faults.add({ kind: 'latency', ms: 500 }, { path: '/v3/customers/settings/channels' });
  await matrix.goTo();
  await expect(matrix.row('Shop 1').first()).toContainText(text('matrix.inherited'));
  await expect(matrix.pages).toContainText(range(1, 25, 60));
  await matrix.nextPage.press('Enter');
  await expect(matrix.pages).toContainText(range(26, 50, 60));
  await expect(matrix.storefronts).toHaveText(Array.from({ length: 25 }, (_, index) => `Shop ${index + 26}`));
  await keepPicture(page, 'matrix-reading');
  await matrix.expectAllRead();
  const reads = readsOf(world, store);
  const pageOfId = (id: number) => Math.ceil((id - 5_000) / 25);
  const pages = reads.map(pageOfId);
  expect(pages[0]).toBe(1);
  expect(pages.slice(pages.indexOf(2)).slice(0, 25), 'the page that is turned to overtakes').toEqual(
    Array<number>(25).fill(2),
  );

  await matrix.nextPage.press('Enter');
  await expect(matrix.storefronts).toHaveCount(10);
  await expect(matrix.status('60 storefronts. 51–60 of 60')).toBeAttached();
  await expect(matrix.nextPage).toBeFocused();
  await expect(matrix.nextPage).toHaveAttribute('aria-disabled', 'true');
  await matrix.nextPage.press('Enter');
  await expect(matrix.pages).toContainText(range(51, 60, 60));
  await matrix.previousPage.press('Enter');
  await expect(matrix.pages).toContainText(range(26, 50, 60));
  await matrix.expectAllRead();
  await matrix.query.fill('Shop 6');
  await expect(matrix.storefronts).toHaveText(['Shop 6', 'Shop 60']);
  await expect(matrix.pages).toHaveCount(0);
  await expect.poll(() => readsOf(world, store).length, 'each is read once').toBe(60);
});

test('ticks on every page, says what the filter hides, and keeps them over a change', async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  addManyStorefronts(store, 30);
  await openAlone();
  await matrix.open();
  await matrix.expectAllRead();
  await expect(matrix.changeSelected).toHaveAttribute('aria-disabled', 'true');
  await matrix.tickAll.check();
  await expect(matrix.selection).toContainText(text('matrix.selected', { count: 30 }));
  await matrix.nextPage.click();
  await expect(matrix.tick('Shop 30')).toBeChecked();
  await matrix.tick('Shop 30').uncheck();
  await matrix.query.fill('Shop 2');
  await expect(matrix.selection).toContainText(selected(29, 18));
  await expect(matrix.tickAll).toBeChecked();
  await checkState(page, 'matrix-selected');
  await matrix.tickAll.uncheck();
  await expect(matrix.selection).toContainText(selected(18, 18));
  await matrix.clear.click();
  await expect(matrix.selection).toContainText(text('matrix.selected', { count: 0 }));
  await expect(matrix.changeSelected).toBeFocused();

  await matrix.query.fill('');
  await matrix.tick('Shop 2').check();
  await matrix.tick('Shop 24').check();
  await expect(matrix.tick('Shop 24')).toBeInViewport();
  await page.mouse.wheel(0, 400);
  await expect(matrix.changeSelected).toBeInViewport();
  const before = await page.evaluate(() => window.scrollY);
  await matrix.changeSelected.click();
  await expect(page.getByRole('heading', { name: text('bulk.choose.title', { count: 2 }) })).toBeVisible();
  await expect(matrix.table).toBeHidden();
  await page.getByRole('button', { name: text('saving.cancelRetry') }).click();
  await expect(matrix.selection).toContainText(text('matrix.selected', { count: 2 }));
  await expect(matrix.changeSelected).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(before - 100);
});

test('one storefront that cannot be read says why, and the rest works', async ({
  faults,
  matrix,
  openAlone,
  page,
  store,
}) => {
  await openAlone();
  addStorefronts(store);
  const mend = faults.fail(403, callsFor(deletedGroupId));
  await matrix.goTo();
  const row = matrix.row('Lookbook');
  await expect(row).toContainText(errorTitle('oauth_scope_missing'));
  await expect(matrix.row('Café Outlet')).toContainText(text('matrix.overridden'));
  await expect(page.getByText(text('matrix.failed', { count: 1 })).first()).toBeVisible();
  await checkState(page, 'matrix-failed-row');
  mend();
  await row.getByRole('button', { name: text('matrix.retryOne', { name: 'Lookbook' }) }).press('Enter');
  await expect(row).toContainText(text('groups.deleted', { id: 12 }));
  await expect(matrix.link('Lookbook')).toBeFocused();
  await expect(page.getByText(textWithNumber('matrix.failed', 'count'))).toHaveCount(0);
});

test('storefronts that were closed meanwhile say so, and can be tried again together', async ({
  faults,
  matrix,
  openAlone,
  page,
  store,
}) => {
  await openAlone();
  addStorefronts(store);
  const [reopen, reopenOther] = [cafeId, overridingId].map((channelId) =>
    faults.fail(404, callsFor(channelId)),
  );
  await matrix.goTo();
  await expect(matrix.row('Café Outlet')).toContainText(errorTitle('channel_not_found'));
  await expect(matrix.row('Harbor & Pine Trade')).toContainText(errorTitle('channel_not_found'));
  await expect(page.getByText(text('matrix.failed', { count: 2 })).first()).toBeVisible();
  reopen?.();
  reopenOther?.();
  await matrix.retryAll.click();
  await expect(matrix.row('Café Outlet')).toContainText(text('matrix.overridden'));
  await expect(matrix.row('Harbor & Pine Trade')).toContainText(text('matrix.overridden'));
  await expect(matrix.query).toBeFocused();
});

test('when the permission for the store is gone, one notice says so', async ({
  browserReports,
  matrix,
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  await matrix.open();
  await matrix.expectAllRead();
  store.revokeToken();
  browserReports.expectFailedLoad(502);
  await matrix.readAgain.click();
  await expect(form.error('store_token_rejected')).toBeVisible();
  await checkState(page, 'matrix-permission-gone');
});

test('one slow storefront does not hold up the others', async ({
  faults,
  matrix,
  openAlone,
  page,
  store,
}) => {
  await openAlone();
  addStorefronts(store);
  faults.add({ kind: 'latency', ms: 3_000 }, callsFor(cafeId));
  await matrix.goTo();
  await expect(matrix.row('Lookbook')).toContainText(text('groups.deleted', { id: 12 }));
  await expect(matrix.row('Harbor & Pine Trade')).toContainText(text('matrix.overridden'));
  await expect(matrix.row('Café Outlet')).toHaveAttribute('aria-busy', 'true');
  await checkState(page, 'matrix-slow-row');
  await expect(matrix.row('Café Outlet')).toContainText(text('matrix.overridden'));
});

test("says when BigCommerce's rate limit makes it wait, and goes on by itself", async ({
  matrix,
  openAlone,
  page,
  store,
}) => {
  store.rateLimit.windowMs = 12_000;
  await openAlone();
  addStorefronts(store);
  store.rateLimit.leave(70, Date.now());
  await matrix.goTo();
  await expect(matrix.status(textWithNumber('matrix.paused', 'seconds'))).toBeVisible();
  await checkState(page, 'matrix-paused');
  await expect(matrix.row('Lookbook')).toContainText(text('groups.deleted', { id: 12 }));
  await matrix.expectAllRead();
  await expect(page.getByText(textWithNumber('matrix.paused', 'seconds'))).toHaveCount(0);
});

test('reads again what was changed elsewhere', async ({ matrix, openAlone, store }) => {
  addStorefronts(store);
  await openAlone();
  await matrix.open();
  await matrix.expectAllRead();
  store.changeSettings({ privacy_settings: { ask_shopper_for_tracking_consent: false } });
  store.changeChannelSettings(cafeId, { allow_global_logins: false });
  store.channels = store.channels.filter(({ id }) => id !== overridingId);
  // A storefront that was read moments ago is not read again: the first try may come too early.
  await expect(async () => {
    await matrix.readAgain.click();
    await expect(matrix.row('Café Outlet')).toContainText(text('settings.notAllowed'), { timeout: 1_000 });
  }).toPass();
  await expect(matrix.globalRow.getByRole('cell').nth(1)).toContainText(text('settings.off'));
  await expect(matrix.storefronts).toHaveText(['Café Outlet', 'Harbor & Pine', 'Lookbook']);
});

test('without the permission to list storefronts, one line says so', async ({
  browserReports,
  faults,
  matrix,
  openAlone,
  page,
  store,
}) => {
  await openAlone();
  addStorefronts(store);
  browserReports.expectFailedLoad(403);
  faults.fail(403, { path: '/v3/channels' });
  await matrix.goTo();
  await expect(page.getByText(text('matrix.notAllowed'))).toBeVisible();
  await expect(matrix.table).toBeHidden();
  await checkState(page, 'matrix-not-allowed');
});

test('storefronts that could not be listed are listed at the next try', async ({
  browserReports,
  faults,
  form,
  matrix,
  page,
  store,
}) => {
  addStorefronts(store);
  const mend = faults.fail(423, { path: '/v3/channels' });
  browserReports.expectFailedLoad(423);
  await matrix.goTo();
  await expect(form.error('store_locked')).toBeVisible();
  await checkState(page, 'matrix-list-failed');
  mend();
  await form.tryAgain.click();
  await expect(matrix.storefronts).toHaveCount(4);
});

test('a store without storefronts, and one with a single one', async ({ matrix, openAlone, page, store }) => {
  await openAlone();
  await matrix.goTo();
  await expect(page.getByText(text('matrix.none'))).toBeVisible();
  await checkState(page, 'matrix-none');
  addManyStorefronts(store, 1);
  await page.reload();
  await expect(matrix.storefronts).toHaveText(['Shop 1']);
  await expect(matrix.row('Shop 1')).toContainText(text('matrix.inherited'));
  await expect(matrix.tickAll).toHaveAccessibleName(text('matrix.selectAll', { count: 1 }));
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('each storefront is a card, and the table is still one', async ({
    faults,
    matrix,
    openAlone,
    page,
    store,
  }) => {
    addStorefronts(store);
    addManyStorefronts(store, 26);
    store.changeChannelSettings(cafeId, {
      privacy_settings: { policy_url: `https://shop.example/${'very-long-'.repeat(30)}` },
    });
    store.channels.push(createChannel(7, `Aa${'x'.repeat(60)}`, 'bigcommerce'));
    faults.fail(403, callsFor(inheritingId));
    await openAlone();
    await matrix.open();
    await matrix.expectAllRead();
    await expect(matrix.row('Café Outlet').getByRole('cell')).toHaveCount(7);
    await expect(matrix.row('Café Outlet').getByText(labelOf('guestCustomerGroupId'))).toBeVisible();
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

  test('everything is in reach', async ({ matrix, openAlone, page, store }) => {
    addStorefronts(store);
    await openAlone();
    await matrix.open();
    await matrix.expectAllRead();
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
  await controlPanel.form.tab('storefronts').click();
  await expect(
    controlPanel.app.getByRole('table').getByText(text('groups.deleted', { id: 12 })),
  ).toBeVisible();
  await checkState(controlPanel.page, 'matrix-in-control-panel', appFrame);
});
