import type { Page } from '@playwright/test';
import type { Store } from '../../sandbox/sandbox.ts';
import type { BrowserReports } from './browser-reports.ts';
import { bulkPageIn } from './bulk-page.ts';
import { expect, newPolicyUrl } from './fixtures.ts';
import { type FormPage, formPageIn } from './form-page.ts';
import { historyIn } from './history-page.ts';
import { addStorefronts } from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { beginningOf, text } from './texts.ts';

/** Looks at what is shown now. It leaves the page as it was. */
type Look = (state: string) => Promise<void>;

interface Visit {
  page: Page;
  store: Store;
  browserReports: BrowserReports;
  openAlone: () => Promise<FormPage>;
  look: Look;
}

/** A file with a group and a storefront that the store does not have, and a value that cannot be imported. */
const settingsFile = {
  schema_version: 1,
  exported_at: '2026-01-02T03:04:05.000Z',
  store: { hash: 'another', name: 'Test store' },
  global_settings: {
    privacy_settings: { policy_url: 'https://shop.example/imported' },
    customer_group_settings: { guest_customer_group_id: 77, default_customer_group_id: 'none' },
  },
  storefronts: [
    { id: 99, name: 'Lookbook of old', settings: { privacy_settings: { policy_url: newPolicyUrl } } },
  ],
  customer_groups: [{ id: 77, name: 'Wholesale' }],
};

/** The store's form: clean, with an error, with a list, its dialogs, and saved. */
async function visitForm({ openAlone, store, browserReports, look }: Visit): Promise<void> {
  const form = await openAlone();
  await look('settings');
  await form.policyUrl.fill('nonsense');
  await form.save.click();
  await look('settings-error');
  await form.guestGroup.click();
  await expect(form.options.first()).toBeVisible();
  await look('settings-groups');
  await form.guestGroup.press('Escape');
  await form.policyUrl.fill(newPolicyUrl);
  await form.discard.click();
  await expect(form.dialog).toBeVisible();
  await look('discard');
  await form.keepEditing.click();
  store.changeSettings({ privacy_settings: { policy_url: 'https://shop.example/elsewhere' } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.conflict.dialog).toBeVisible();
  await look('conflict');
  await form.conflict.keepMine();
  await expect(form.saved).toBeVisible();
  await look('settings-saved');
}

/** The storefronts side by side, a cell's actions, and the page of one of them. */
async function visitStorefronts({ page, look }: Visit): Promise<void> {
  const matrix = storefrontsIn(page);
  await matrix.open();
  await matrix.expectAllRead();
  await look('storefronts');
  await matrix.actions('policyUrl', 'Lookbook').press('Enter');
  await expect(matrix.action('edit')).toBeVisible();
  await look('storefronts-actions');
  await page.keyboard.press('Escape');
  await matrix.link('Harbor & Pine Trade').click();
  await expect(page.getByRole('heading', { name: 'Harbor & Pine Trade', level: 2 })).toBeVisible();
  await look('storefront');
  await page.getByRole('button', { name: text('storefront.switcher.choose') }).click();
  await look('storefront-chooser');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: text('storefront.compare.label') }).selectOption('Lookbook');
  await expect(page.getByRole('table')).toBeVisible();
  await look('storefront-compared');
  await matrix.back.click();
}

/** A bulk change: choose, review, result. */
async function visitBulkChange({ page, look }: Visit): Promise<void> {
  const bulk = bulkPageIn(page);
  await bulk.begin(['Harbor & Pine', 'Lookbook']);
  await expect(bulk.choosing(2)).toBeVisible();
  await look('bulk-choose');
  await bulk.set('policyUrl', 'https://shop.example/bulk');
  await bulk.review();
  await expect(bulk.reviewing(2)).toBeVisible();
  await look('bulk-review');
  await bulk.save(2);
  await expect(bulk.allSaved(2)).toBeVisible();
  await look('bulk-result');
  await bulk.done.click();
}

/** The history with its details, and two moments compared. */
async function visitHistory({ page, look }: Visit): Promise<void> {
  const history = historyIn(page);
  await history.open();
  await expect(history.entries.first()).toBeVisible();
  await look('history');
  await history.showAllDetails();
  await look('history-details');
  const compare = page.getByRole('combobox', { name: text('history.compare.label') }).last();
  await compare.selectOption({ index: 1 });
  await expect(
    page.getByRole('table', { name: beginningOf('history.compare.table', 'first', ['second']) }),
  ).toBeVisible();
  await look('history-compared');
  await history.restoreNewest();
  await expect(bulkPageIn(page).reviewing(2)).toBeVisible();
  await look('restore');
}

/** Export and import, with a file that fits in part. */
async function visitTransfer({ page, look }: Visit): Promise<void> {
  const form = formPageIn(page);
  await form.tab('settings').click();
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(page.getByRole('heading', { name: text('settingsFile.title') })).toBeVisible();
  await look('transfer');
  const buffer = Buffer.from(JSON.stringify(settingsFile));
  await page
    .getByLabel(text('settingsFile.importFile'))
    .setInputFiles({ name: 'settings.json', mimeType: 'application/json', buffer });
  const bulk = bulkPageIn(page);
  await expect(bulk.reviewButton).toBeVisible();
  await look('import');
}

/** The checks with their findings, and the people with their roles. */
async function visitChecksAndPeople({ page, look }: Visit): Promise<void> {
  const form = formPageIn(page);
  await form.tab('checks').click();
  await expect(form.heading(text('checks.title'))).toBeVisible();
  await page
    .getByRole('button', { name: text('checks.dismiss') })
    .first()
    .click();
  await look('checks');
  await form.tab('people').click();
  await expect(page.getByRole('table')).toBeVisible();
  await look('people');
}

/** Goes through all views of a store with four storefronts, and looks at each. */
export async function visitAllViews(visit: Visit): Promise<void> {
  addStorefronts(visit.store);
  await visitForm(visit);
  await visitStorefronts(visit);
  await visitBulkChange(visit);
  await visitHistory(visit);
  await visitTransfer(visit);
  await visitChecksAndPeople(visit);
}
