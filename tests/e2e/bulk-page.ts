import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The bulk change as people find their way in it: by roles and names. */
export interface BulkPage {
  /** The tick of a storefront in the list of all. */
  storefront: (name: string) => Locator;
  /** From the store's settings to the first step, with these storefronts. */
  begin: (names: readonly string[]) => Promise<void>;
  heading: (name: string | RegExp) => Locator;
  /** A setting with its choices. */
  setting: (name: string) => Locator;
  choose: (setting: string, choice: 'Leave as it is' | 'Use the global value' | 'Set to…') => Promise<void>;
  /** The field that a setting is set with. */
  value: (setting: string) => Locator;
  /** The changes of the review, each with storefront, setting, before and after. */
  changes: () => Promise<string[][]>;
  list: (name: string) => Locator;
  progress: Locator;
  button: (name: string | RegExp) => Locator;
}

/** Without ids and without the names of columns, which stand in the cells on narrow screens only. */
function readRows(rows: Element[]): string[][] {
  return rows.map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) =>
      [...cell.childNodes]
        .filter((node) => !(node instanceof Element && node.matches('[aria-hidden]')))
        .map(({ textContent }) => textContent ?? '')
        .join('')
        .replace(/ ID \d+$/, ''),
    ),
  );
}

export function bulkPageIn(root: Page | FrameLocator): BulkPage {
  const button = (name: string | RegExp) => root.getByRole('button', { name, exact: true });
  const storefront = (name: string) => root.getByRole('checkbox', { name: `Select ${name}`, exact: true });
  const setting = (name: string) => root.getByRole('group', { name, exact: true });
  return {
    storefront,
    async begin(names) {
      await root.getByRole('tab', { name: 'Storefronts' }).click();
      for (const name of names) await storefront(name).press('Space');
      await button('Change selected').click();
    },
    heading: (name) => root.getByRole('heading', { name, exact: true }),
    setting,
    async choose(name, choice) {
      await setting(name).getByRole('radio', { name: choice }).press('Space');
    },
    value: (name) => setting(name).locator('input:is([type="text"], [role="combobox"], [role="switch"])'),
    async changes() {
      const table = root.getByRole('table', { name: 'Changes' });
      await table.waitFor();
      return table.locator('tbody tr').evaluateAll(readRows);
    },
    list: (name) => root.getByRole('group', { name, exact: true }),
    progress: root.getByRole('progressbar', { name: 'Storefronts done' }),
    button,
  };
}
