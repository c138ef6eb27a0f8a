import { installApp } from '../harness/store-client.ts';
import { readStorefronts } from '../harness/storefront-stream.ts';
import { expect, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { addManyStorefronts } from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { beginningOf, text } from './texts.ts';

const storefronts = 60;

test('overrides are shown from what is known, for few reads whatever the number of storefronts', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addManyStorefronts(store, storefronts);
  store.changeChannelSettings(5_001, { privacy_settings: { policy_url: 'https://own.shop.example/' } });
  const client = await installApp(world, store.hash);
  await readStorefronts(
    client,
    store.channels.map(({ id }) => id),
  );
  world.sandbox.requests.clear();
  const reads = () => world.sandbox.requests.list({ storeHash: store.hash, method: 'GET' });
  const ofStorefronts = () => reads().filter(({ path }) => path.includes('/channels/'));

  await openAlone();
  await expect(page.getByText(text('overrides.count', { count: 1 }), { exact: true })).toHaveCount(1);
  const age = page.getByText(new RegExp(text('overrides.seen', { when: '.*' })));
  await expect(age).toBeVisible();
  await keepPicture(page, 'overrides-known');
  await checkState(page, 'overrides-known');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'known overrides');
  expect(ofStorefronts().length).toBeLessThanOrEqual(5);
  expect(reads().length).toBeLessThanOrEqual(10);
});

test('storefronts of which nothing is known are counted, with the way to read them all', async ({
  openAlone,
  page,
  store,
}) => {
  addManyStorefronts(store, storefronts);
  await openAlone();
  await expect(page.getByText(text('overrides.known', { known: 4, all: storefronts }))).toBeVisible();
  await page.getByRole('link', { name: text('overrides.checkAll') }).click();
  await expect(page.getByRole('tab', { name: text('views.storefronts') })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});

test('the table shows what is known with its age, until BigCommerce has answered', async ({
  faults,
  openAlone,
  page,
  store,
  world,
}) => {
  const own = 'https://own.shop.example/';
  addManyStorefronts(store, 20);
  const last = store.channels.at(-1)?.id ?? 0;
  store.changeChannelSettings(last, { privacy_settings: { policy_url: own } });
  const client = await installApp(world, store.hash);
  await readStorefronts(
    client,
    store.channels.map(({ id }) => id),
  );
  // A new token does not share the reads of the former one, which are a few seconds old.
  await installApp(world, store.hash);
  await openAlone();
  // A few are read at once, so that the rows at the end wait for many times as long.
  const quicken = faults.add({ kind: 'latency', ms: 4_000 }, { method: 'GET', path: /\/channels\/\d+$/ });
  const matrix = storefrontsIn(page);
  await page.getByRole('tab', { name: text('views.storefronts') }).click();
  const row = matrix.row('Shop 20');
  const age = row.getByText(beginningOf('matrix.lastKnownAt', 'when'));
  await expect(row.getByText('own.shop.example/')).toBeVisible();
  await expect(age).toBeVisible();
  await checkState(page, 'storefronts-known');
  await keepPicture(page, 'storefronts-known');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'known storefronts');
  await keepPicture(page, 'storefronts-known-narrow');
  store.changeChannelSettings(last, { privacy_settings: { policy_url: 'https://newer.shop.example/' } });
  quicken();
  await expect(row.getByText('newer.shop.example/')).toBeVisible({ timeout: 60_000 });
  await expect(age).toHaveCount(0);
});
