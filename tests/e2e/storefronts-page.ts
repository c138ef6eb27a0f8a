import { expect, type Locator, type Page } from '@playwright/test';
import type { SettingField } from '../../lib/settings/customer-settings.ts';
import { text, textWithNumber } from './texts.ts';

/**
 * The table of the storefronts as people find their way in it, by roles and names, and what they do there.
 *
 * @param address where the app shows it
 */
export function storefrontsIn(page: Page, address = '') {
  const table = page.getByRole('table', { name: text('matrix.caption') });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const tab = page.getByRole('tab', { name: text('views.storefronts') });
  const column = (field: SettingField) => text(`matrix.columns.${field}`);
  const row = (name: string): Locator =>
    table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: false }) });
  return {
    table,
    row,
    globalRow: row(text('matrix.global')),
    /** Storefronts in order, without the row of the global values. */
    storefronts: table
      .getByRole('rowheader')
      .getByRole('link')
      .filter({ hasNotText: text('matrix.global') }),
    link: (name: string) => table.getByRole('link', { name, exact: true }),
    query: page.getByRole('searchbox', { name: text('matrix.filter') }),
    onlyOverridden: page.getByRole('checkbox', { name: text('matrix.onlyOverridden') }),
    onlyOverriddenLabel: page.getByText(text('matrix.onlyOverridden'), { exact: true }),
    onlyProblems: page.getByText(text('matrix.onlyProblems'), { exact: true }),
    value: page.getByRole('combobox', { name: text('matrix.value') }),
    head: (field: SettingField) => table.getByRole('columnheader', { name: column(field) }),
    sort: (field: SettingField) => table.getByRole('button', { name: column(field), exact: true }),
    /** The way to all that override a setting. */
    overridesOf: (field: SettingField, count: number) =>
      table.getByRole('link', { name: text('matrix.overridesOf', { count, setting: column(field) }) }),
    actions: (field: SettingField, name: string) =>
      table.getByRole('button', {
        name: text('matrix.actions.label', { setting: column(field), name }),
        exact: true,
      }),
    action: (key: 'edit' | 'reset' | 'history') =>
      page.getByRole('menuitem', { name: text(`matrix.actions.${key}`) }),
    /** Says by which setting the table is filtered. */
    overrides: (setting: string) => page.getByText(text('matrix.overrides', { setting })),
    removeFilter: (setting: string) => button(text('matrix.removeFilter', { setting })),
    tick: (name: string) =>
      page.getByRole('checkbox', { name: text('matrix.select', { name }), exact: true }),
    tickAll: table.getByRole('checkbox', { name: textWithNumber('matrix.selectAll', 'count') }),
    selection: page.getByRole('group', { name: text('matrix.selection') }),
    changeSelected: button(text('matrix.changeSelected')),
    clear: button(text('matrix.clear')),
    showAll: button(text('matrix.showAll')),
    readAgain: button(text('matrix.readAgain')),
    retryAll: button(text('matrix.retryAll')),
    sortByName: button(text('matrix.storefront')),
    nameColumn: table.getByRole('columnheader', { name: text('matrix.storefront'), exact: true }),
    pages: page.getByRole('navigation', { name: text('matrix.pages') }),
    nextPage: button(text('matrix.nextPage')),
    previousPage: button(text('matrix.previousPage')),
    back: page.getByRole('link', { name: text('storefront.back') }),
    status: (words: string | RegExp) => page.getByRole('status').filter({ hasText: words }),
    tab,
    async open() {
      await tab.click();
      await expect(table).toBeVisible();
    },
    /** Goes to the table in a page that knows no storefront yet, as a reload does. @param query `&…` */
    async goTo(query = '') {
      await page.goto(`${address}${query}`);
      await expect(page.locator('[data-ready="true"]')).toBeAttached();
    },
    async expectAllRead() {
      await expect(table.locator('[aria-busy="true"]')).toHaveCount(0);
    },
  };
}

/** The text of a cell about a value that a storefront inherits, or overrides. */
export const inherited = (value: string): string => `${value} ${text('matrix.inherited')}`;
export const overridden = (value: string, how: 'overridden' | 'overriddenSame' = 'overridden'): string =>
  `${value} ${text(`matrix.${how}`)}`;

/** The page of one storefront as people find their way on it. */
export function inheritanceIn(root: Pick<Page, 'getByRole'>) {
  const setting = (field: SettingField) =>
    root.getByRole('group', { name: text(`settings.${field}.label`), exact: true });
  return {
    setting,
    useGlobal: (field: SettingField) =>
      setting(field).getByRole('checkbox', { name: text('inheritance.useGlobal') }),
    reset: (field: SettingField) =>
      root.getByRole('button', {
        name: text('inheritance.resetOne', { label: text(`settings.${field}.label`) }),
        exact: true,
      }),
    resetAll: root.getByRole('button', { name: text('inheritance.resetAll'), exact: true }),
    allowed: root.getByRole('radio', { name: text('settings.allowGlobalLogins.choiceTrue') }),
    notAllowed: root.getByRole('radio', { name: text('settings.allowGlobalLogins.choiceFalse') }),
  };
}
