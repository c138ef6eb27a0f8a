import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { bulkPageIn } from './bulk-page.ts';
import { addStorefronts, clubId, mainId, policyUrlOf } from './bulk-stores.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { historyIn } from './history-page.ts';
import { checkState, expectNoSidewaysScroll, keepPicture } from './states.ts';
import { beginningOf, labelOf, text, textWithNumber } from './texts.ts';

const wire = {
  schema_version: 1,
  exported_at: '2026-01-02T03:04:05.000Z',
  store: { hash: 'another', name: 'Another store' },
  global_settings: { privacy_settings: { policy_url: newPolicyUrl } },
  storefronts: [] as object[],
  customer_groups: [] as object[],
};

const named = (name: string, id: number) => text('settingsFile.named', { name, id });
const problem = (path: string, fault: 'wrong_type' | 'policy_url_host_not_public') =>
  text('settingsFile.problem', { path, words: text(`settingsFile.faults.${fault}`) });

async function openTransfer(page: Page): Promise<void> {
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(page.getByRole('heading', { name: text('settingsFile.title') })).toBeVisible();
}

async function choose(page: Page, content: string | object): Promise<void> {
  const written = typeof content === 'string' ? content : JSON.stringify(content);
  await page
    .getByLabel(text('settingsFile.importFile'))
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(written) });
}

test('what was exported is imported again: nothing changes, then only what changed since', async ({
  openAlone,
  page,
  store,
  world,
}) => {
  addStorefronts(store);
  const form = await openAlone();
  await openTransfer(page);
  await checkState(page, 'export-and-import');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'export-and-import-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: text('settingsFile.exportTitle') }).click();
  const exported = await readFile(await (await downloading).path(), 'utf8');
  const file = JSON.parse(exported) as { storefronts: { id: number }[] };
  expect(file).toMatchObject({
    schema_version: 1,
    store: { hash: store.hash },
    global_settings: { privacy_settings: { policy_url: firstPolicyUrl } },
    customer_groups: [{ id: 1, name: 'Retail' }],
  });
  expect(file.storefronts.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  expect(exported).not.toContain('@');

  const bulk = bulkPageIn(page);
  await choose(page, exported);
  await bulk.review();
  await expect(bulk.nothingToChange).toBeFocused();
  await bulk.back.click();
  await bulk.cancel.click();
  await expect(page.getByRole('heading', { name: text('settingsFile.title') })).toBeFocused();

  store.changeSettings({ privacy_settings: { policy_url: newPolicyUrl } });
  store.changeChannelSettings(mainId, { privacy_settings: { policy_url: newPolicyUrl } });
  await choose(page, exported);
  await expect(bulk.heading(beginningOf('settingsFile.importFrom', 'name'))).toBeFocused();
  // A button under the mouse has other colours.
  await page.mouse.move(0, 0);
  await checkState(page, 'import-choices');
  // Reads of storefronts are shared for some seconds; a save is checked all the same.
  await expect(async () => {
    await bulk.review();
    await expect(bulk.heading(textWithNumber('bulk.review.title', 'count'))).toBeFocused();
    if (await bulk.reviewing(1).isVisible()) await bulk.back.click();
    await expect(bulk.reviewing(2)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-review');
  await bulk.save(1, { global: 'with' });
  await expect(bulk.allSaved(1, { global: 'with' })).toBeFocused();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-result');
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  expect(policyUrlOf(store, mainId)).toBeNull();
  await bulk.done.click();
  await form.tab('history').click();
  await expect(historyIn(page).entries.first()).toContainText('2');
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
    .filter({ hasText: text('settingsFile.refused', { name: 'settings.json' }) });
  await choose(page, '{"schema_version": 1');
  await expect(told).toContainText(text('settingsFile.faults.not_json'));
  await choose(page, { ...wire, schema_version: 2 });
  await expect(told).toContainText(text('settingsFile.faults.newer_version', { version: 1 }));
  await choose(page, {
    ...wire,
    global_settings: { privacy_settings: { policy_url: 'https://localhost/' } },
    storefronts: [{ id: 1, name: 'Main', settings: { privacy_settings: { policy_url: 5 } } }],
  });
  await expect(told.getByRole('listitem')).toHaveText([
    problem('global_settings.privacy_settings.policy_url', 'policy_url_host_not_public'),
    problem('storefronts[0].settings.privacy_settings.policy_url', 'wrong_type'),
  ]);
  await checkState(page, 'import-refused');
  await choose(page, ' '.repeat(5 * 1024 * 1024 + 1));
  await expect(told).toContainText(text('settingsFile.tooLarge'));
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
  await page.getByRole('combobox', { name: named('Market', 900) }).selectOption({ label: named('Club', 4) });
  await page.getByRole('combobox', { name: named('Kiosk', 901) }).selectOption({ label: named('Club', 4) });
  await bulk.review();
  await expect(page.getByRole('alert').filter({ hasText: text('settingsFile.stopped.twice') })).toBeVisible();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-unmatched');
  await page
    .getByRole('combobox', { name: named('Kiosk', 901) })
    .selectOption({ label: text('settingsFile.leaveOut') });
  await page.getByRole('radio', { name: text('missingGroup.replace') }).press('Space');
  const other = page.getByRole('combobox', { name: beginningOf('missingGroup.other', 'name') });
  await bulk.review();
  await expect(other).toBeFocused();
  await other.fill(text('groups.none'));
  await other.press('Enter');
  await bulk.review();
  await expect(bulk.reviewing(2)).toBeFocused();
  expect(await bulk.changes()).toEqual([
    [text('bulk.store'), labelOf('guestCustomerGroupId'), 'Retail', text('groups.none')],
    ['Club', labelOf('policyUrl'), 'https://club.example/privacy', newPolicyUrl],
  ]);
  await bulk.save(1, { global: 'with' });
  await expect(bulk.allSaved(1, { global: 'with' })).toBeFocused();
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
  await bulk.review();
  await expect(bulk.reviewing(2)).toBeFocused();
  expect(await bulk.changes()).toEqual([
    [text('bulk.store'), labelOf('trackingConsent'), text('settings.on'), text('settings.off')],
    ['Club', labelOf('policyUrl'), 'https://club.example/privacy', newPolicyUrl],
  ]);
  for (const words of [
    text('settingsFile.leftOutTitle'),
    text('settingsFile.leftOutSetting', {
      label: labelOf('policyUrl'),
      name: text('bulk.store'),
      words: text('settingsFile.faults.policy_url_starts_twice'),
    }),
    text('settingsFile.leftOutPart', {
      name: 'Main street',
      words: text('settingsFile.faults.wrong_type'),
      path: 'storefronts[1].settings.privacy_settings.policy_url',
    }),
  ])
    await expect(page.getByText(words)).toBeVisible();
  await page.mouse.move(0, 0);
  await checkState(page, 'import-left-out');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page, 'import-left-out-narrow');
  await keepPicture(page, 'import-left-out-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  await bulk.save(1, { global: 'with' });
  await expect(bulk.allSaved(1, { global: 'with' })).toBeFocused();
  expect(store.settings.privacy_settings.policy_url).toBe(firstPolicyUrl);
  expect(store.settings.privacy_settings.ask_shopper_for_tracking_consent).toBe(false);
  expect(policyUrlOf(store, clubId)).toBe(newPolicyUrl);
});
