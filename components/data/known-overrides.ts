import type { KnownStorefront } from '@/lib/api/api-client';
import { type InheritableField, inheritableFields } from '@/lib/settings/customer-settings';
import { overriddenFields } from '@/lib/settings/effective-value';
import type { Storefront } from '@/lib/settings/storefront';
import type { ScopeSettings } from './scope-settings';

/** The storefronts that override settings, from our records and from the reads of this page. */
export interface KnownOverrides {
  /** How many storefronts override each setting. */
  counts: Record<InheritableField, number>;
  /** How many storefronts anything is known of. */
  known: number;
  all: number;
  /** The oldest time at which one of them was read, in milliseconds since the epoch; `null` where it is not known. */
  seenAt: number | null;
}

/** Reads of this page count before our records. */
export function countOverrides(
  list: readonly Pick<Storefront, 'id'>[],
  recorded: ReadonlyMap<number, KnownStorefront>,
  scopes: ReadonlyMap<number | null, Pick<ScopeSettings, 'tagged' | 'fetchedAt'>>,
): KnownOverrides {
  const counts = Object.fromEntries(inheritableFields.map((field) => [field, 0])) as KnownOverrides['counts'];
  const times: (number | null)[] = [];
  for (const { id } of list) {
    const scope = scopes.get(id);
    const read = scope?.tagged ?? null;
    const record = recorded.get(id);
    if (read === null && record === undefined) continue;
    times.push(read === null ? (record?.seenAt ?? null) : (scope?.fetchedAt ?? null));
    const fields = overriddenFields(read?.settings ?? record?.settings ?? {});
    for (const field of fields) counts[field] += 1;
  }
  const seen = times.filter((time) => time !== null);
  const seenAt = times.length > 0 && seen.length === times.length ? Math.min(...seen) : null;
  return { counts, known: times.length, all: list.length, seenAt };
}

/** The storefronts that follow the store in one setting. */
export interface Followers {
  storefronts: readonly Storefront[];
  /** Of how many more storefronts it is not known. */
  unknown: number;
}

/** Finds the storefronts that follow the store in a setting. Reads of this page count before our records. */
export function followersOf(
  field: InheritableField,
  list: readonly Storefront[],
  recorded: ReadonlyMap<number, KnownStorefront>,
  scopes: ReadonlyMap<number | null, Pick<ScopeSettings, 'tagged'>>,
): Followers {
  const follows = ({ id }: Storefront): boolean | null => {
    const read = scopes.get(id)?.tagged;
    if (read) return read.settings[field] === null;
    const record = recorded.get(id);
    return record === undefined ? null : !overriddenFields(record.settings).includes(field);
  };
  return {
    storefronts: list.filter((storefront) => follows(storefront) === true),
    unknown: list.filter((storefront) => follows(storefront) === null).length,
  };
}

/** One opening of the app refreshes so many storefronts, however many there are. */
const refreshedPerOpening = 4;

/** The storefronts to read now: first those of which nothing is known, then those whose last read is longest ago. */
export function chooseToRefresh(
  list: readonly Pick<Storefront, 'id'>[],
  recorded: ReadonlyMap<number, KnownStorefront>,
): number[] {
  const seenAt = (id: number) => (recorded.has(id) ? (recorded.get(id)?.seenAt ?? 0) : -1);
  return list
    .map(({ id }) => id)
    .sort((one, other) => seenAt(one) - seenAt(other))
    .slice(0, refreshedPerOpening);
}
