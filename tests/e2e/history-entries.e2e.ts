import { addChanges } from '../harness/change-rows.ts';
import { expect, firstPolicyUrl, newPolicyUrl, ownerId, test, untilReady } from './fixtures.ts';
import { entryName, historyIn } from './history-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addStorefronts, cafeId, overridingId } from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { globalValue, labelOf, text } from './texts.ts';

const noon = Date.UTC(2026, 0, 5, 12);
const owner = { userId: ownerId, email: null, role: 'owner' } as const;
const wholeStore = text('history.wholeStore');

for (const [width, height] of [
  [1280, 860],
  [1920, 1080],
] as const)
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('an entry takes two lines', async ({ openAlone, page, store, world }) => {
      addStorefronts(store);
      await openAlone();
      const id = '11111111-1111-4111-8111-111111111111';
      await addChanges(world, store.hash, [
        { author: owner, createdAt: noon, note: 'x'.repeat(400) },
        {
          author: owner,
          createdAt: noon + 1,
          channelId: cafeId,
          before: { policyUrl: null, trackingConsent: false },
          requested: {
            policyUrl: 'https://second.harbor-and-pine.example/legal/privacy-policy/shoppers',
            trackingConsent: true,
          },
        },
        ...[1, 2, 3].map((index) => ({
          author: owner,
          entryId: id,
          entryAt: noon + 2,
          createdAt: noon + 2 + index,
          channelId: 5_000 + index,
          source: 'bulk' as const,
        })),
        { createdAt: noon + 9, source: 'outside', channelId: overridingId },
      ]);
      const history = historyIn(page);
      await history.open();
      await expect(history.entries).toHaveCount(4);
      for (const entry of await history.entries.all())
        expect((await entry.boundingBox())?.height).toBeLessThanOrEqual(60);
      await checkState(page, `history-table-${width}`);
      await history.showAllDetails();
      await checkState(page, `history-table-${width}-open`);
    });
  });

test('an entry that failed is not said to have stored something else', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await addChanges(world, store.hash, [
    {
      author: owner,
      status: 'failed',
      before: { policyUrl: 'https://shop.example/old' },
      requested: { policyUrl: 'https://shop.example/new' },
      stored: { policyUrl: 'https://shop.example/old' },
    },
  ]);
  const history = historyIn(page);
  await history.openFilled();
  await expect(history.entry(wholeStore)).toContainText(text('history.outcomes.failed'));
  await expect(page.getByText(text('history.storedInstead', { value: '' }).trim())).toHaveCount(0);
});

test('storefronts are counted, and not attempts', async ({ openAlone, page, store, world }) => {
  addStorefronts(store);
  await openAlone();
  const at = { author: owner, source: 'bulk', entryAt: noon } as const;
  const entryId = '22222222-2222-4222-8222-222222222222';
  await addChanges(world, store.hash, [
    { ...at, entryId, createdAt: noon, channelId: cafeId, status: 'failed' },
    { ...at, entryId, createdAt: noon + 1, channelId: overridingId, status: 'failed' },
    { ...at, entryId, createdAt: noon + 2, channelId: cafeId, status: 'applied' },
  ]);
  const history = historyIn(page);
  await history.open();
  await expect(
    history.entry(
      entryName('bulk', 2, [
        ['applied', 1],
        ['failed', 1],
      ]),
    ),
  ).toBeVisible();
});

test('a link opens an entry, however old it is', async ({ openAlone, page, store, world }) => {
  await openAlone();
  const id = '33333333-3333-4333-8333-333333333333';
  await addChanges(world, store.hash, [
    { id, author: owner, createdAt: noon, note: 'The first of all' },
    ...Array.from({ length: 30 }, (_, index) => ({ author: owner, createdAt: noon + 1 + index })),
  ]);
  await page.goto(`${world.app.url}/stores/${store.hash}?view=history&entry=${id}`);
  await untilReady(page);
  const history = historyIn(page);
  await expect(history.entries).toHaveCount(1);
  await expect(page.getByText(text('history.note', { note: 'The first of all' }))).toBeVisible();
  const link = history.entries.getByRole('link', { name: text('history.link') });
  await expect(link).toHaveAttribute('href', new RegExp(`view=history&entry=${id}$`));
  await checkState(page, 'history-one-entry');
  await history.clearFilters.click();
  await expect(history.entries).toHaveCount(25);
});

test('from a field to its history', async ({ openAlone, page, store }) => {
  const form = await openAlone();
  await form.savePolicyUrl(newPolicyUrl);
  await page
    .getByRole('link', { name: text('history.ofFieldNamed', { setting: labelOf('trackingConsent') }) })
    .press('Enter');
  await expect(page).toHaveURL(/view=history&storefront=store&field=trackingConsent$/);
  await expect(page.getByText(text('history.nothingFound'))).toBeVisible();
  await page.goBack();
  await page
    .getByRole('link', { name: text('history.ofFieldNamed', { setting: labelOf('policyUrl') }) })
    .press('Enter');
  const history = historyIn(page);
  await expect(history.entry(wholeStore)).toContainText(newPolicyUrl);
  expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
});

test('any two moments are compared, with what storefronts inherited then', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  await openAlone();
  // The storefronts' settings are known before the changes.
  const matrix = storefrontsIn(page);
  await matrix.open();
  await matrix.expectAllRead();
  await addChanges(world, store.hash, [
    {
      author: owner,
      createdAt: noon,
      before: { trackingConsent: true },
      requested: { trackingConsent: false },
    },
    {
      author: owner,
      createdAt: noon + 60_000,
      channelId: cafeId,
      before: { policyUrl: null },
      requested: { policyUrl: '' },
      names: { storefront: 'Café Outlet' },
    },
    {
      author: owner,
      createdAt: noon + 120_000,
      before: { policyUrl: 'https://shop.example/at-noon' },
      requested: { policyUrl: firstPolicyUrl },
    },
  ]);
  const history = historyIn(page);
  await history.open();
  await expect(history.entries).toHaveCount(3);
  const oldest = history.entries.nth(2);
  await history.showDetails(oldest);
  const moment = oldest.getByRole('combobox', { name: text('history.compare.label') });
  await moment.selectOption(text('history.compare.now'));
  const rows = oldest.getByRole('table').locator('tbody').getByRole('row');
  await expect(oldest.getByText(text('history.compare.result', { count: 2 }))).toBeVisible();
  await expect(rows.filter({ hasText: wholeStore }).getByRole('cell')).toHaveText([
    'https://shop.example/at-noon',
    firstPolicyUrl,
  ]);
  const known = rows.filter({ hasText: 'Café Outlet' }).getByRole('cell');
  await expect(known.first()).toHaveText(globalValue('https://shop.example/at-noon'));
  await checkState(page, 'history-compared');
  await moment.selectOption({ index: 3 });
  await expect(oldest.getByText(text('history.compare.result', { count: 1 }))).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'moments compared');
  await keepPicture(page, 'narrow-history-compared');
});
