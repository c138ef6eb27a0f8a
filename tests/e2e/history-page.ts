import type { Page } from '@playwright/test';

/** The history as people find their way in it: by roles and names. */
export function historyIn(page: Page) {
  const entries = page.getByRole('list', { name: 'History' }).getByRole('article');
  const filters = page.getByRole('search', { name: 'Filter the history' });
  return {
    tab: page.getByRole('tab', { name: 'History' }),
    heading: page.getByRole('heading', { name: 'History', level: 2 }),
    entries,
    entry: (name: string) => page.getByRole('article', { name, exact: true }),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    filter: (name: string) => filters.getByRole('combobox', { name, exact: true }),
    day: (name: 'From' | 'To') => filters.getByLabel(name, { exact: true }),
    /** Next.js has one of its own, which is empty. */
    alert: page.getByRole('alert').filter({ hasText: /\S/ }),
    status: (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }),
    async choose(filter: string, option: string) {
      await filters.getByRole('combobox', { name: filter, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
      // Whatever lies under the list is not pointed at.
      await page.mouse.move(0, 0);
    },
    async open() {
      await page.getByRole('tab', { name: 'History' }).click();
      await page.getByRole('heading', { name: 'History', level: 2 }).waitFor();
    },
  };
}
