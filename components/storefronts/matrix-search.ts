import type { KnownStorefront } from '@/lib/api/api-client';
import {
  type CustomerSettings,
  type InheritableField,
  isGroupField,
  type SettingField,
  settingFields,
  type SettingValue,
} from '@/lib/settings/customer-settings';
import { effectiveSetting, overriddenFields } from '@/lib/settings/effective-value';
import { createNameMatcher } from '@/lib/settings/match-name';
import type { Storefront } from '@/lib/settings/storefront';
import { outcomeOf, type ScopeSettings } from '../data/scope-settings';

/** One value of a setting; `null` where it was never set, `undefined` where BigCommerce's response lacks it. */
export interface ValueFilter {
  field: SettingField;
  value: SettingValue | undefined;
}

export interface MatrixOrder {
  by: 'name' | SettingField;
  descending: boolean;
}

/** Which storefronts are looked for, and in which order. */
export interface MatrixSearch {
  /** Part of a name or the beginning of an id; `""` for all. */
  query: string;
  /** Only storefronts with a value of their own for any setting. */
  onlyOverridden: boolean;
  /** Only storefronts that name a deleted group, or whose settings could not be read. */
  onlyProblems: boolean;
  /** Only storefronts with a value of their own for this one. */
  field: InheritableField | null;
  /** Only storefronts on which this value is in effect, inherited or not. */
  value: ValueFilter | null;
  order: MatrixOrder;
}

/** The data to search in: the settings, as far as they are known, and their labels. */
export interface MatrixFacts {
  scopes: ReadonlyMap<number | null, ScopeSettings>;
  /** Our records by storefront, for those that this page has not read yet; `null` before the records are there. */
  recorded: ReadonlyMap<number, Pick<KnownStorefront, 'settings'>> | null;
  /** The global settings, which storefronts inherit. */
  global: CustomerSettings;
  text: (field: SettingField, value: SettingValue | undefined) => string;
  isDeletedGroup: (id: number) => boolean;
  /** BCP 47, for the order. */
  locale: string;
}

/** As few as a page may hold, so that a store with hundreds of them stays quick. */
export const storefrontsPerPage = 25;

/** Whether a search depends on the storefronts' settings, which may not be read yet. */
export function looksAtSettings({
  onlyOverridden,
  onlyProblems,
  field,
  value,
  order,
}: MatrixSearch): boolean {
  return onlyOverridden || onlyProblems || field !== null || value !== null || order.by !== 'name';
}

/** Whether a value names a deleted customer group. */
export function isProblem(
  field: SettingField,
  value: SettingValue | undefined,
  { isDeletedGroup }: Pick<MatrixFacts, 'isDeletedGroup'>,
): boolean {
  return isGroupField(field) && typeof value === 'number' && isDeletedGroup(value);
}

/**
 * A storefront's own settings as its row shows them: as this page has read them, or else from our records.
 *
 * @returns `null` where they are not known or could not be read
 */
function shownSettings(
  id: number,
  { scopes, recorded }: Pick<MatrixFacts, 'scopes' | 'recorded'>,
): CustomerSettings | null {
  const outcome = outcomeOf(scopes.get(id));
  if (outcome === null) return recorded?.get(id)?.settings ?? null;
  return outcome.kind === 'read' ? outcome.tagged.settings : null;
}

function matchesSettings(id: number, search: MatrixSearch, facts: MatrixFacts): boolean {
  const { onlyOverridden, onlyProblems, field, value } = search;
  if (!onlyOverridden && !onlyProblems && field === null && value === null) return true;
  const own = shownSettings(id, facts);
  if (own === null) {
    const failed = outcomeOf(facts.scopes.get(id))?.kind === 'failed';
    return failed && onlyProblems && !onlyOverridden && field === null && value === null;
  }
  const overridden = overriddenFields(own);
  const inEffect = (one: SettingField) => effectiveSetting(facts.global, own, one);
  return (
    (!onlyOverridden || overridden.length > 0) &&
    (field === null || overridden.includes(field)) &&
    (value === null || inEffect(value.field) === value.value) &&
    (!onlyProblems || settingFields.some((one) => isProblem(one, inEffect(one), facts)))
  );
}

/** The text of a storefront's value by which it is sorted; `null` while it is not known. */
function sortText(id: number, field: SettingField, facts: MatrixFacts): string | null {
  const own = shownSettings(id, facts);
  return own && facts.text(field, effectiveSetting(facts.global, own, field));
}

function sorted(
  storefronts: Storefront[],
  { by, descending }: MatrixOrder,
  facts: MatrixFacts,
): Storefront[] {
  const { compare } = new Intl.Collator(facts.locale, { numeric: true });
  const direction = descending ? -1 : 1;
  const byName = (one: Storefront, other: Storefront) => compare(one.name, other.name) || one.id - other.id;
  if (by === 'name') return storefronts.sort((one, other) => direction * byName(one, other));
  const texts = new Map(storefronts.map(({ id }) => [id, sortText(id, by, facts)]));
  return storefronts.sort((one, other) => {
    const [first = null, second = null] = [texts.get(one.id), texts.get(other.id)];
    // Unknown values come last in both directions.
    if (first === null || second === null)
      return Number(first === null) - Number(second === null) || byName(one, other);
    return direction * compare(first, second) || byName(one, other);
  });
}

/**
 * The storefronts that match, in order.
 *
 * @param facts a storefront whose settings are not known does not match a search for values
 */
export function findStorefronts(
  storefronts: readonly Storefront[],
  search: MatrixSearch,
  facts: MatrixFacts,
): Storefront[] {
  const found = storefronts
    .filter(createNameMatcher(search.query))
    .filter(({ id }) => matchesSettings(id, search, facts));
  return sorted(found, search.order, facts);
}

/** The values of one setting that are in effect somewhere, most frequent first. */
export interface ColumnValues {
  field: SettingField;
  /** How many storefronts have a value of their own, as far as they are known. */
  own: number;
  values: { value: SettingValue | undefined; count: number }[];
}

/** Counts each setting's values over the storefronts of which they are known. */
export function countValues(
  storefronts: readonly Storefront[],
  facts: Pick<MatrixFacts, 'scopes' | 'recorded' | 'global'>,
): ColumnValues[] {
  const known = storefronts.flatMap(({ id }) => shownSettings(id, facts) ?? []);
  return settingFields.map((field) => {
    const counts = new Map<SettingValue | undefined, number>();
    for (const own of known) {
      const value = effectiveSetting(facts.global, own, field);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return {
      field,
      own: known.filter((settings) => (settings[field] ?? null) !== null).length,
      values: [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((one, other) => other.count - one.count),
    };
  });
}

/** One page of a list. */
export interface MatrixPage {
  shown: Storefront[];
  /** From 0. A page that does not exist is the last one. */
  page: number;
  pages: number;
  /** The position of the first one shown, from 1; 0 where there is none. */
  from: number;
  to: number;
}

export function pageOf(storefronts: readonly Storefront[], wanted: number): MatrixPage {
  const pages = Math.max(1, Math.ceil(storefronts.length / storefrontsPerPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const start = page * storefrontsPerPage;
  const shown = storefronts.slice(start, start + storefrontsPerPage);
  return { shown, page, pages, from: shown.length === 0 ? 0 : start + 1, to: start + shown.length };
}
