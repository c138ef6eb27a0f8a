import type { Page } from '@playwright/test';
import type { Store } from '../../sandbox/sandbox.ts';
import type { BrowserReports } from './browser-reports.ts';
import { bulkPageIn } from './bulk-page.ts';
import { expect, newPolicyUrl } from './fixtures.ts';
import type { FormPage } from './form-page.ts';
import { historyIn } from './history-page.ts';
import { addStorefronts } from './storefront-stores.ts';
import { storefrontsIn } from './storefronts-page.ts';
import { text } from './texts.ts';

/** Looks at what is shown now. It leaves the page as it was. */
type Look = (state: string) => Promise<void>;

interface Visit {
  page: Page;
  store: Store;
  browserReports: BrowserReports;
  openAlone: () => Promise<FormPage>;
  look: Look;
}

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

/** The history with its details. */
async function visitHistory({ page, look }: Visit): Promise<void> {
  const history = historyIn(page);
  await history.open();
  await expect(history.entries.first()).toBeVisible();
  await look('history');
  await history.showAllDetails();
  await look('history-details');
}

/** Goes through the form, the storefronts, a bulk change and the history of a store with four storefronts, and looks at each. */
export async function visitAllViews(visit: Visit): Promise<void> {
  addStorefronts(visit.store);
  await visitForm(visit);
  await visitStorefronts(visit);
  await visitBulkChange(visit);
  await visitHistory(visit);
}
