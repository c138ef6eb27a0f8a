import type { Page } from '@playwright/test';
import { expect, test, untilReady } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import {
  addManyStorefronts,
  addStorefronts,
  cafeId,
  deletedGroupId,
  overridingId,
} from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { text } from './texts.ts';

async function openMatrix(page: Page) {
  const matrix = storefrontsIn(page);
  await matrix.open();
  await matrix.expectAllRead();
  return matrix;
}

test('storefronts are found and sorted by the value in effect, with counts', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  const matrix = await openMatrix(page);
  const count = (key: 'on' | 'off', number: number) =>
    text('matrix.valueCount', { value: text(`settings.${key}`), count: number });
  const consent = matrix.value.locator('optgroup').nth(1).getByRole('option');
  await expect(consent).toHaveText([count('off', 3), count('on', 1)]);
  await matrix.value.selectOption({ value: 'trackingConsentOnCheckout true' });
  await expect(matrix.storefronts).toHaveText(['Harbor & Pine Trade']);
  await checkState(page, 'matrix-by-value');
  await matrix.value.selectOption(text('matrix.anyValue'));

  await matrix.onlyProblems.click();
  await expect(matrix.storefronts).toHaveText(['Lookbook']);
  await matrix.onlyProblems.click();

  await matrix.sort('trackingConsentOnCheckout').press('Enter');
  await expect(matrix.head('trackingConsentOnCheckout')).toHaveAttribute('aria-sort', 'ascending');
  await expect(matrix.storefronts).toHaveText([
    'Café Outlet',
    'Harbor & Pine',
    'Lookbook',
    'Harbor & Pine Trade',
  ]);
  await matrix.sort('trackingConsentOnCheckout').press('Enter');
  await expect(matrix.storefronts.first()).toHaveText('Harbor & Pine Trade');

  await matrix.overridesOf('policyUrl', 2).press('Enter');
  await expect(page).toHaveURL(/overridden=policyUrl$/);
  await expect(matrix.storefronts, 'still sorted by the value').toHaveText([
    'Harbor & Pine Trade',
    'Café Outlet',
  ]);
});

test('by keyboard a cell opens the setting, its history, and its reset', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  const matrix = await openMatrix(page);
  const row = matrix.row('Harbor & Pine Trade');
  await row.getByRole('link').focus();
  await page.keyboard.press('Tab');
  await expect(matrix.actions('trackingConsent', 'Harbor & Pine Trade')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const cell = matrix.actions('policyUrl', 'Harbor & Pine Trade');
  await expect(cell).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(matrix.actions('policyUrl', 'Lookbook')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(matrix.action('edit')).toBeFocused();
  await expect(matrix.action('reset'), 'it inherits already').toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(matrix.actions('policyUrl', 'Lookbook')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await checkState(page, 'matrix-cell-menu');
  await page.keyboard.press('ArrowDown');
  await expect(matrix.action('reset')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: text('bulk.review.save', { store: 'none', count: 1 }) }).click();
  await page.getByRole('button', { name: text('bulk.result.done') }).click();
  await expect(row.getByRole('link')).toBeFocused();
  await expect(row.getByRole('cell').nth(3)).toContainText(text('matrix.inherited'));
  expect(store.channelSettings.get(overridingId)).toMatchObject({ privacy_settings: { policy_url: null } });

  await cell.press('Enter');
  await matrix.action('history').press('Enter');
  await expect(page).toHaveURL(new RegExp(`view=history&storefront=${overridingId}&field=policyUrl$`));
  await page.goBack();
  await matrix.actions('policyUrl', 'Café Outlet').press('Enter');
  await matrix.action('edit').press('Enter');
  await expect(page).toHaveURL(new RegExp(`storefront=${cafeId}$`));
  await expect(form.policyUrl).toBeFocused();
});

for (const status of [500, 403])
  test(`the tab stays and says why while channels answer ${status}`, async ({
    browserReports,
    openAlone,
    page,
    store,
    world,
  }) => {
    await openAlone();
    addStorefronts(store);
    const mend = world.sandbox.faults.add({ kind: 'status', status, match: { path: '/v3/channels' } });
    browserReports.expectFailedLoad(status === 500 ? 502 : status);
    await page.goto(`${world.app.url}/stores/${store.hash}`);
    await untilReady(page);
    const matrix = storefrontsIn(page);
    await matrix.tab.click();
    const said = text(status === 403 ? 'matrix.notAllowed' : 'matrix.notListed');
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
    await checkState(page, `matrix-channels-${status}`);
    mend();
    await page.getByRole('button', { name: text('app.tryAgain') }).click();
    await expect(matrix.storefronts).toHaveCount(4);
  });

test('the only storefront whose settings cannot be read keeps its tab', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  addManyStorefronts(store, 1);
  world.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /settings\/channels\/5001$/ } });
  await page.goto(`${world.app.url}/stores/${store.hash}`);
  await untilReady(page);
  await expect(storefrontsIn(page).tab).toBeVisible();
});

test.describe('1280 × 860', () => {
  test.use({ viewport: { width: 1280, height: 860 } });

  test('more than three storefronts are in sight, and the column heads stay', async ({
    openAlone,
    page,
    store,
  }) => {
    addStorefronts(store);
    addManyStorefronts(store, 30);
    store.changeChannelSettings(5_001, {
      privacy_settings: { policy_url: 'https://second.harbor-and-pine.example/legal/privacy-policy' },
    });
    await openAlone();
    const matrix = await openMatrix(page);
    await expect(matrix.storefronts.nth(3)).toBeInViewport({ ratio: 1 });
    await checkState(page, 'matrix-1280');
    await matrix.row('Shop 18').scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 600);
    await expect(matrix.sort('policyUrl')).toBeInViewport({ ratio: 1 });
    await expect(matrix.changeSelected).toBeInViewport();
    await keepPicture(page, 'matrix-1280-scrolled');
    const heads = await matrix.head('policyUrl').boundingBox();
    await matrix.row('Shop 18').getByRole('checkbox').focus();
    const focused = await matrix.row('Shop 18').getByRole('checkbox').boundingBox();
    expect(focused?.y ?? 0).toBeGreaterThanOrEqual((heads?.y ?? 0) + (heads?.height ?? 0));
  });
});

test.describe('the control panel’s frame at 1280 × 860', () => {
  test.use({ viewport: { width: 1048, height: 807 } });

  test('the filters stand in one line', async ({ openAlone, page, store }) => {
    addStorefronts(store);
    await openAlone();
    const matrix = await openMatrix(page);
    const first = await matrix.query.boundingBox();
    const last = await matrix.onlyProblems.boundingBox();
    expect(last?.y).toBeLessThan((first?.y ?? 0) + (first?.height ?? 0));
  });
});

test.describe('1920 × 1080', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  test('a wide screen is used', async ({ openAlone, page, store }) => {
    addStorefronts(store);
    store.changeChannelSettings(deletedGroupId, {
      privacy_settings: { policy_url: 'https://lookbook.harbor-and-pine.example/legal/privacy' },
    });
    await openAlone();
    const matrix = await openMatrix(page);
    const box = await matrix.table.boundingBox();
    expect(box?.width).toBeGreaterThan(1_600);
    await checkState(page, 'matrix-1920');
  });
});

test.describe('320 pixels wide', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true });

  test('cards are filtered, sorted and acted on, too', async ({ openAlone, page, store }) => {
    addStorefronts(store);
    await openAlone();
    const matrix = await openMatrix(page);
    await matrix.sort('guestCustomerGroupId').click();
    await expect(matrix.head('guestCustomerGroupId')).toHaveAttribute('aria-sort', 'ascending');
    await keepPicture(page, 'narrow-matrix-heads');
    await matrix.actions('trackingConsent', 'Café Outlet').click();
    await expectNoSidewaysScroll(page, 'menu of a cell');
    await checkState(page, 'narrow-matrix-menu');
  });
});
