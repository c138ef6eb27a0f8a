import type { InheritableField } from '@/lib/settings/customer-settings';
import { overriddenFields } from '@/lib/settings/effective-value';
import { matchesName } from '@/lib/settings/match-name';
import type { Storefront } from '@/lib/settings/storefront';
import { outcomeOf, type ScopeSettings } from '../data/scope-settings';

/** Which storefronts are looked for, and in which order. */
export interface MatrixSearch {
  /** Part of a name or the beginning of an id; `""` for all. */
  query: string;
  /** Only storefronts with a value of their own for any setting. */
  onlyOverridden: boolean;
  /** Only storefronts with a value of their own for this one. */
  field: InheritableField | null;
  descending: boolean;
}

/** As few as a page may hold, so that a store with hundreds of them stays quick. */
export const storefrontsPerPage = 25;

/** Whether a search depends on the storefronts' settings, which may not be read yet. */
export function looksAtSettings({ onlyOverridden, field }: MatrixSearch): boolean {
  return onlyOverridden || field !== null;
}

function isOverridden(scope: ScopeSettings | undefined, { onlyOverridden, field }: MatrixSearch): boolean {
  const outcome = outcomeOf(scope);
  if (outcome?.kind !== 'read') return false;
  const fields = overriddenFields(outcome.tagged.settings);
  if (field !== null && !fields.includes(field)) return false;
  return !onlyOverridden || fields.length > 0;
}

/**
 * The storefronts that match, sorted by name.
 *
 * @param scopes what is known of their settings: a storefront that was not read does not match a search for overrides
 */
export function findStorefronts(
  storefronts: readonly Storefront[],
  scopes: ReadonlyMap<number | null, ScopeSettings>,
  search: MatrixSearch,
  locale: string,
): Storefront[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const direction = search.descending ? -1 : 1;
  return storefronts
    .filter((storefront) => matchesName(storefront, search.query))
    .filter(({ id }) => !looksAtSettings(search) || isOverridden(scopes.get(id), search))
    .sort((one, other) => direction * (compare(one.name, other.name) || one.id - other.id));
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
