import { expect, type Locator, type Page } from '@playwright/test';
import { beginningOf, text, type TextKey } from './texts.ts';

type Filter = 'storefront' | 'field' | 'person' | 'source';

const filterName = (filter: Filter) => text(`history.filters.${filter}`);

/** The counts of an entry of several changes, in the order in which they are said. */
export type EntryCounts = [what: 'applied' | 'partly' | 'failed' | 'pending', count: number][];

/** The name of an entry of several changes. */
export function entryName(source: 'bulk' | 'restore', count: number, counts: EntryCounts): string {
  const said = counts.map(([what, number]) => text(`history.counts.${what}`, { count: number })).join(', ');
  return text('history.group', { what: text(`history.groups.${source}`, { count }), counts: said });
}

/** The history as people find their way in it, by roles and names, and what they do there. */
export function historyIn(page: Page) {
  const table = page.getByRole('table', { name: text('history.title'), exact: true });
  const filters = page.getByRole('search', { name: text('history.filters.label') });
  const tab = page.getByRole('tab', { name: text('views.history') });
  const heading = page.getByRole('heading', { name: text('history.title'), level: 2 });
  const entries = table.locator(':scope > tbody');
  /** The buttons that show an entry's details, as long as they are not shown. */
  const closed = table.getByRole('button', { name: beginningOf('history.openDetails', 'name') });
  const showDetails = async (entry: Locator) => {
    await entry.getByRole('button', { name: beginningOf('history.openDetails', 'name') }).press('Enter');
  };
  const showAllDetails = async () => {
    await expect(entries.first()).toBeVisible();
    while ((await closed.count()) > 0) await closed.first().click();
  };
  const button = (key: TextKey) => page.getByRole('button', { name: text(key), exact: true });
  const filter = (name: Filter) => filters.getByRole('combobox', { name: filterName(name), exact: true });
  return {
    tab,
    heading,
    entries,
    /** Where each entry's changes were made. */
    places: entries.getByRole('heading', { level: 3 }),
    entry: (name: string) => table.getByRole('rowgroup', { name, exact: true }),
    showDetails,
    showAllDetails,
    filters,
    more: button('history.more'),
    clearFilters: button('history.filters.clear'),
    exportCsv: button('history.export.csv'),
    exportJson: button('history.export.json'),
    tryAgain: button('app.tryAgain'),
    showText: button('handedFile.show'),
    separator: page.getByRole('combobox', { name: text('history.export.separator') }),
    filter,
    day: (name: 'from' | 'until') => filters.getByLabel(text(`history.filters.${name}`), { exact: true }),
    /** Next.js has one of its own, which is empty. */
    alert: page.getByRole('main').getByRole('alert').filter({ hasText: /\S/ }),
    status: (words: string | RegExp) => page.getByRole('status').filter({ hasText: words }),
    /** The buttons that restore, newest first. @param entry the name of the entry, where it is about one */
    restores: (entry?: string): Locator =>
      (entry === undefined ? entries : table.getByRole('rowgroup', { name: entry, exact: true })).getByRole(
        'button',
        { name: text('restore.action'), exact: true },
      ),
    /** The choice that a filter shows. */
    chosen: (name: Filter) => filter(name).locator('option:checked'),
    async choose(name: Filter, option: string) {
      await filter(name).selectOption({ label: option });
    },
    async open() {
      await tab.click();
      await heading.waitFor();
    },
    /** Opens it and shows the details of its entries. */
    async openFilled() {
      await tab.click();
      await showAllDetails();
    },
    restoreNewest: () =>
      page
        .getByRole('button', { name: text('restore.action'), exact: true })
        .first()
        .press('Enter'),
  };
}
