import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { SettingField } from '../../lib/settings/customer-settings.ts';
import { expect } from '@playwright/test';
import { beginningOf, labelOf, text } from './texts.ts';

type Choice = 'leave' | 'inherit' | 'set';

const choiceNames = (): Record<Choice, string | RegExp> => ({
  leave: text('bulk.choose.leave'),
  inherit: beginningOf('bulk.choose.inherit', 'value'),
  set: text('bulk.choose.set'),
});

/** The lists of a review and of a result. */
type BulkList =
  'failed' | 'failedOrUnclear' | 'partly' | 'notTried' | 'unread' | 'saved' | 'same' | 'missing';

/** Whether the global settings are among what is changed. */
interface With {
  global?: 'with' | 'only';
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

function locateBulk(root: Page | FrameLocator) {
  const button = (name: string) => root.getByRole('button', { name, exact: true });
  const heading = (name: string | RegExp) => root.getByRole('heading', { name, exact: true });
  const setting = (field: SettingField) => root.getByRole('group', { name: labelOf(field), exact: true });
  const radio = (name: string) => root.getByRole('radio', { name });
  const region = (name: string) => root.getByRole('region', { name });
  return {
    button,
    heading,
    region,
    radio,
    /** The tick of a storefront in the list of all. */
    storefront: (name: string) =>
      root.getByRole('checkbox', { name: text('matrix.select', { name }), exact: true }),
    changeSelected: button(text('matrix.changeSelected')),
    /** A setting with its choices. */
    setting,
    choice: (field: SettingField, choice: Choice) =>
      setting(field).getByRole('radio', { name: choiceNames()[choice] }),
    /** The field that a setting is set with. */
    value: (field: SettingField) =>
      setting(field).locator('input:is([type="text"], [role="combobox"], [role="switch"])'),
    copyAll: radio(text('bulk.choose.copy')),
    chooseSettings: radio(text('bulk.choose.settings')),
    fault: (words: string) => root.getByRole('alert').filter({ hasText: words }),
    table: root.getByRole('table', { name: text('bulk.review.table') }),
    list: (name: string) => root.getByRole('group', { name, exact: true }),
    progress: root.getByRole('progressbar', { name: text('bulk.apply.progress') }),
    /** A storefront that is saved, in the list of all while the run goes on. */
    savedOne: root.getByRole('listitem').filter({ hasText: text('bulk.states.saved') }),
    reviewButton: button(text('bulk.choose.review')),
    back: button(text('bulk.back')),
    cancel: button(text('bulk.cancel')),
    next: button(text('bulk.pages.next')),
    stop: button(text('bulk.apply.stop')),
    retry: button(text('bulk.result.retry', { tried: 1 })),
    /** Where the run was stopped, and nothing failed. */
    saveRest: button(text('bulk.result.retry', { tried: 0 })),
    done: button(text('bulk.result.done')),
    undo: button(text('bulk.result.undo', { source: 'bulk' })),
    unfinished: region(text('bulk.result.unfinishedTitle')),
    nothingToChange: heading(text('bulk.review.title', { count: 0 })),
  };
}

/** The title of each step. */
function stepsOf({ heading }: ReturnType<typeof locateBulk>) {
  const store = ({ global }: With) => global ?? 'none';
  return {
    choosing: (count: number) => heading(text('bulk.choose.title', { count })),
    reviewing: (count: number) => heading(text('bulk.review.title', { count })),
    saving: (count: number) => heading(text('bulk.apply.title', { store: 'none', count })),
    allSaved: (count: number, options: With = {}) =>
      heading(text('bulk.result.allSaved', { store: store(options), count })),
    someSaved: (saved: number, count: number) =>
      heading(text('bulk.result.someSaved', { store: 'none', saved, count })),
    /** The storefronts that could not be read before the review. */
    unread: (count: number) => text('bulk.review.failedTitle', { store: 'none', count }),
  };
}

/** The bulk change as people find their way in it, by roles and names, and what they do there. */
export function bulkPageIn(root: Page | FrameLocator) {
  const at = locateBulk(root);
  const choose = (field: SettingField, choice: Choice) => at.choice(field, choice).press('Space');
  const review = () => at.reviewButton.click();
  const set = async (field: SettingField, value: string) => {
    await choose(field, 'set');
    await at.value(field).fill(value);
  };
  return {
    ...at,
    ...stepsOf(at),
    /** From the store's settings to the first step, with these storefronts. */
    async begin(names: readonly string[]) {
      await root.getByRole('tab', { name: text('views.storefronts') }).click();
      for (const name of names) await at.storefront(name).press('Space');
      await at.changeSelected.click();
    },
    choose,
    set,
    /** Finds a group by its name, and chooses it. */
    async setGroup(field: SettingField, name: string) {
      await set(field, name);
      await at.value(field).press('Enter');
    },
    review,
    /** Sets one address everywhere and goes on to the review. */
    async reviewPolicyUrl(address: string) {
      await set('policyUrl', address);
      await review();
    },
    /** The changes of the review, each with storefront, setting, before and after. */
    async changes(): Promise<string[][]> {
      await at.table.waitFor();
      return at.table.locator('tbody tr').evaluateAll(readRows);
    },
    /** @param count of storefronts, which the button names */
    async save(count: number, { global = 'none' }: { global?: 'none' | 'with' | 'only' } = {}) {
      await at.button(text('bulk.review.save', { store: global, count })).click();
    },
    listOf: (list: BulkList, count: number): Locator => at.list(text(`bulk.result.${list}`, { count })),
    /** How many storefronts are done, as the bar of the progress says it. */
    async expectDone(pattern: RegExp) {
      await expect(at.progress).toHaveAttribute('aria-valuetext', pattern);
    },
  };
}

export type BulkPage = ReturnType<typeof bulkPageIn>;
