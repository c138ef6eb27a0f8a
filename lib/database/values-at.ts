import { sql } from 'kysely';
import type { ReplacedValue } from '../checks/past-state';
import { type Change, type ChangeStatus, type SideEffects, valuesBefore } from '../settings/change';
import {
  type CustomerSettings,
  inheritableFields,
  type SettingField,
  settingFields,
} from '../settings/customer-settings';
import type { ChangePosition } from './change-entries';
import { fromScopeColumn, toScopeColumn } from './change-row';
import type { Database } from './database';
import { toFieldBits } from './field-bits';
import { findKnownSettings } from './known-settings';

/** The settings of scopes at one moment; the whole store is `null`. A field that is not known is absent. */
export type SettingsByScope = ReadonlyMap<number | null, CustomerSettings>;

/** The fields that may have been written. */
const written: ChangeStatus[] = ['applied', 'partly'];

/** All values that a row's change replaced. */
function replacedValues(row: { before: string; sideEffects: string | null }): CustomerSettings {
  const sideEffects = row.sideEffects === null ? null : (JSON.parse(row.sideEffects) as SideEffects);
  return valuesBefore({ before: JSON.parse(row.before) as CustomerSettings, sideEffects });
}

/** For each scope, the value of a field before the first change that touched it after a position. */
async function findReplacedValuesOf(
  db: Database,
  storeHash: string,
  field: SettingField,
  after: ChangePosition,
): Promise<ReplacedValue[]> {
  const columns = ['channelId', 'createdAt', 'id', 'before', 'sideEffects'] as const;
  const rows = await db
    .selectFrom((outer) =>
      outer
        .selectFrom('changes')
        .select(columns)
        .select(
          sql<number>`row_number() over (partition by ${sql.ref('channelId')} order by ${sql.ref('createdAt')}, ${sql.ref('id')})`.as(
            'place',
          ),
        )
        .where('storeHash', '=', storeHash)
        .where('status', 'in', written)
        // A literal, because each field has an index with this condition: migrations/0005-history-indexes.ts.
        .where(sql<boolean>`(${sql.ref('changes.fieldBits')} & ${sql.lit(toFieldBits([field]))}) <> 0`)
        .where((row) => row(row.refTuple('createdAt', 'id'), '>', row.tuple(after.at, after.id)))
        .as('later'),
    )
    .select(columns)
    .where('place', '=', 1)
    .execute();
  return rows.map(({ channelId, createdAt: at, id, ...row }) => ({
    channelId: fromScopeColumn(channelId),
    field,
    value: replacedValues(row)[field],
    at,
    id,
  }));
}

/**
 * Finds for each scope and setting the value that the first change after a position of the history replaced.
 *
 * @returns only scopes and settings that changed since
 * @throws AppError `database_unavailable`
 */
export async function findReplacedValues(
  db: Database,
  storeHash: string,
  position: ChangePosition,
): Promise<ReplacedValue[]> {
  const values: ReplacedValue[] = [];
  for (const field of settingFields)
    values.push(...(await findReplacedValuesOf(db, storeHash, field, position)));
  return values;
}

/**
 * Finds the values that held at a position of the history, of all settings that were changed after it: what a change
 * replaced first is what held before.
 *
 * @returns only scopes and fields that changed since
 * @throws AppError `database_unavailable`
 */
export async function findValuesChangedSince(
  db: Database,
  storeHash: string,
  position: ChangePosition,
): Promise<SettingsByScope> {
  const scopes = new Map<number | null, CustomerSettings>();
  for (const { channelId, field, value } of await findReplacedValues(db, storeHash, position))
    scopes.set(channelId, { ...scopes.get(channelId), [field]: value });
  return scopes;
}

/** The most changes of the store that are looked through for what storefronts inherited. */
const storeChangesMax = 1_000;

/** The store's values at the moments of some changes, as far as they are known. */
async function findStoreHistory(db: Database, storeHash: string, since: number) {
  const later = await db
    .selectFrom('changes')
    .select(['createdAt', 'id', 'before', 'sideEffects'])
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(null))
    .where('status', 'in', written)
    .where('createdAt', '>=', since)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(storeChangesMax)
    .execute();
  const known = await findKnownSettings(db, storeHash, [null]);
  // Where there are more, the values of now may not be those that followed.
  const now = later.length < storeChangesMax ? (known.get(null) ?? {}) : {};
  return { later, now };
}

function inheritedFields({ before, requested, stored }: Change): SettingField[] {
  return inheritableFields.filter((field) =>
    [before, requested, stored].some((one) => one?.[field] === null),
  );
}

/**
 * Adds to changes of storefronts what they inherited: the store's values at that time of all settings that followed the
 * store before or after the change.
 *
 * @throws AppError `database_unavailable`
 */
export async function withInherited(
  db: Database,
  storeHash: string,
  changes: readonly Change[],
): Promise<Change[]> {
  const inheriting = changes.filter(
    (change) => change.channelId !== null && inheritedFields(change).length > 0,
  );
  if (inheriting.length === 0) return [...changes];
  const since = Math.min(...inheriting.map(({ createdAt }) => createdAt));
  const { later, now } = await findStoreHistory(db, storeHash, since);
  const replaced = later.map((row) => ({ at: row.createdAt, id: row.id, values: replacedValues(row) }));
  return changes.map((change) => {
    if (!inheriting.includes(change)) return change;
    const { createdAt: at, id } = change;
    const following = replaced.filter((one) => one.at > at || (one.at === at && one.id > id));
    const inherited = inheritedFields(change).flatMap((field) => {
      const first = following.find(({ values }) => values[field] !== undefined);
      const value = (first?.values ?? now)[field];
      return value === undefined ? [] : [[field, value] as const];
    });
    return inherited.length === 0 ? change : { ...change, inherited: Object.fromEntries(inherited) };
  });
}
