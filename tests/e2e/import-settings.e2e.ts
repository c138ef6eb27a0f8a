import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, clubId, mainId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';

const wire = {
  schema_version: 1,
  exported_at: '2026-01-02T03:04:05.000Z',
  store: { hash: 'another', name: 'Another store' },
  global_settings: { privacy_settings: { policy_url: newPolicyUrl } },
  storefronts: [] as object[],
  customer_groups: [] as object[],
};

async function openTransfer(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Export or import settings' }).click();
  await expect(page.getByRole('heading', { name: 'Export and import settings' })).toBeVisible();
}

async function choose(page: Page, content: string | object): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('what was exported is imported again: nothing changes, then only what changed since', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  await openAlone();
  await openTransfer(page);
  await checkState(page, 'export-and-import');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'export-and-import-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export settings' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const file = JSON.parse(text) as { storefronts: { id: number }[] };
  expect(file).toMatchObject({
    schema_version: 1,
    store: { hash: store.hash },
    global_settings: { privacy_settings: { policy_url: firstPolicyUrl } },
    customer_groups: [{ id: 1, name: 'Retail' }],
  });
  expect(file.storefronts.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(text).not.toContain('@');

  const bulk = bulkPageIn(page);
  await choose(page, text);
  await bulk.button('Review changes').click();
  await expect(bulk.heading('There is nothing to change')).toBeFocused();
  await bulk.button('Back').click();
  await bulk.button('Cancel').click();

  store.changeSettings({ privacy_settings: { policy_url: newPolicyUrl } });
  store.changeChannelSettings(mainId, { privacy_settings: { policy_url: newPolicyUrl } });
  await choose(page, text);
  await expect(bulk.heading(/^Import settings from/)).toBeFocused();
  // A button under the mouse has other colours.
  await page.mouse.move(0, 0);
  await checkState(page, 'import-choices');
  // What was read of storefronts a moment ago is shared for some seconds; a save is checked whatever was read.
  await expect(async () => {
    await bulk.button('Review changes').click();
    await expect(bulk.heading(/^Review \d changes?$/)).toBeFocused();
    if (await bulk.heading('Review 1 change').isVisible()) await bulk.button('Back').click();
    await expect(bulk.heading('Review 2 changes')).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-review');
  await bulk.button('Save the global settings and 1 storefront').click();
  await expect(bulk.heading('The global settings and 1 storefront are saved')).toBeFocused();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-result');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  expect(policyUrlOf(store, mainId)).toBeNull();
  await bulk.button('Done').click();
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByRole('article').first()).toContainText('2');
  expect(savedBodies(world, store)).toHaveLength(2);
});

test('files that cannot be imported say why and where, and change nothing', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  await openAlone();
  await openTransfer(page);
  const told = page
    .getByRole('alert')
    .filter({ hasText: 'can’t be imported' })
    .or(page.getByRole('alert').filter({ hasText: "can't be imported" }));
  await choose(page, '{"schema_version": 1');
  await expect(told).toContainText("The file isn't JSON");
  await choose(page, { ...wire, schema_version: 2 });
  await expect(told).toContainText('made by a newer version');
  await choose(page, {
    ...wire,
    global_settings: { privacy_settings: { policy_url: 'https://localhost/' } },
    storefronts: [{ id: 1, name: 'Main', settings: { privacy_settings: { policy_url: 5 } } }],
  });
  await expect(told.getByRole('listitem')).toHaveText([
    "global_settings.privacy_settings.policy_url: Shoppers can't open this address: it works only on one computer or network",
    "storefronts[0].settings.privacy_settings.policy_url: This value isn't of the right kind",
  ]);
  await checkState(page, 'import-refused');
  await choose(page, ' '.repeat(5 * 1024 * 1024 + 1));
  await expect(told).toContainText('larger than 5 MB');
  expect(savedBodies(world, store)).toEqual([]);
});

test('unknown storefronts and groups are put to the person', async ({ openAlone, page, store }) => {
  addStorefronts(store);
  await openAlone();
  await openTransfer(page);
  await choose(page, {
    ...wire,
    global_settings: { customer_group_settings: { guest_customer_group_id: 77 } },
    storefronts: [
      { id: 900, name: 'Market', settings: { privacy_settings: { policy_url: newPolicyUrl } } },
      { id: 901, name: 'Kiosk', settings: {} },
    ],
    customer_groups: [{ id: 77, name: 'Nobody here' }],
  });
  const bulk = bulkPageIn(page);
  await expect(page.getByRole('radiogroup', { name: 'Nobody here' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Market (ID 900)' }).selectOption({ label: 'Club (ID 4)' });
  await page.getByRole('combobox', { name: 'Kiosk (ID 901)' }).selectOption({ label: 'Club (ID 4)' });
  await bulk.button('Review changes').click();
  await expect(page.getByRole('alert').filter({ hasText: 'go to the same storefront' })).toBeVisible();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-unmatched');
  await page.getByRole('combobox', { name: 'Kiosk (ID 901)' }).selectOption({ label: 'Leave it out' });
  await page.getByRole('radio', { name: 'Use another group' }).press('Space');
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 2 changes')).toBeFocused();
  expect(await bulk.changes()).toEqual([
    ['Global settings', 'Group for guests', 'Retail', 'No group'],
    ['Club', 'Privacy policy URL', 'https://club.example/privacy', newPolicyUrl],
  ]);
  await bulk.button('Save the global settings and 1 storefront').click();
  await expect(bulk.heading('The global settings and 1 storefront are saved')).toBeFocused();
  expect(policyUrlOf(store, clubId)).toBe(newPolicyUrl);
});

test('what cannot be imported of a file is named in the review, and the rest is imported', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await openAlone();
  await openTransfer(page);
  await choose(page, {
    ...wire,
    global_settings: {
      privacy_settings: {
        policy_url: 'https://https://shop.example',
        ask_shopper_for_tracking_consent: false,
      },
    },
    storefronts: [
      { id: 900, name: 'Club', settings: { privacy_settings: { policy_url: newPolicyUrl } } },
      { id: 901, name: 'Main street', settings: { privacy_settings: { policy_url: 5 } } },
    ],
  });
  const bulk = bulkPageIn(page);
  await bulk.button('Review changes').click();
  await expect(bulk.heading('Review 2 changes')).toBeFocused();
  expect(await bulk.changes()).toEqual([
    ['Global settings', 'Ask shoppers for consent to tracking', 'On', 'Off'],
    ['Club', 'Privacy policy URL', 'https://club.example/privacy', newPolicyUrl],
  ]);
  for (const text of [
    'Some of the file is left out',
    'Privacy policy URL on Global settings: This address starts twice with https://. It stays as it is.',
    "Main street: This value isn't of the right kind (storefronts[1].settings.privacy_settings.policy_url).",
  ])
    await expect(page.getByText(text)).toBeVisible();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-left-out');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'import-left-out-narrow');
  await keepPicture(page, 'import-left-out-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  await bulk.button('Save the global settings and 1 storefront').click();
  await expect(bulk.heading('The global settings and 1 storefront are saved')).toBeFocused();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  expect(store.settings.privacy_settings.ask_shopper_for_tracking_consent).toBe(false);
  expect(policyUrlOf(store, clubId)).toBe(newPolicyUrl);
});
