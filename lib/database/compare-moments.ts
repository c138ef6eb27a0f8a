import type { MomentsComparison, ScopeComparison } from '../settings/change';
import type { CustomerSettings } from '../settings/customer-settings';
import { diffSettings, pickFields } from '../settings/diff';
import type { ChangePosition } from './change-entries';
import type { Database } from './database';
import { findKnownSettings } from './known-settings';
import { findValuesChangedSince, type SettingsByScope } from './values-at';

/**
 * Finds the last change of an entry: its moment is right after it.
 *
 * @returns undefined where the store has no such entry
 */
async function findEndOfEntry(
  db: Database,
  storeHash: string,
  entryId: string,
): Promise<ChangePosition | undefined> {
  return db
    .selectFrom('changes')
    .select(['createdAt as at', 'id'])
    .where('storeHash', '=', storeHash)
    .where('entryId', '=', entryId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The same fields of the second moment, where both are known. */
function compareScope(first: CustomerSettings, second: CustomerSettings): Omit<ScopeComparison, 'channelId'> {
  const differing = diffSettings(first, second);
  const both = pickFields(differing, (field) => first[field] !== undefined);
  return { first: pickFields(first, (field) => both[field] !== undefined), second: both };
}

/**
 * Compares the settings right after one entry of the history with those right after another, or with the last known ones,
 * from what the changes replaced.
 *
 * @param second the id of an entry; `null` for now
 * @returns undefined where the store has no such entry
 * @throws AppError `database_unavailable`
 */
export async function compareMoments(
  db: Database,
  storeHash: string,
  first: string,
  second: string | null,
): Promise<MomentsComparison | undefined> {
  const from = await findEndOfEntry(db, storeHash, first);
  const until = second === null ? null : await findEndOfEntry(db, storeHash, second);
  if (from === undefined || until === undefined) return undefined;
  const sinceFirst = await findValuesChangedSince(db, storeHash, from);
  const none: SettingsByScope = new Map();
  const sinceSecond = until === null ? none : await findValuesChangedSince(db, storeHash, until);
  const touched = [...new Set([null, ...sinceFirst.keys(), ...sinceSecond.keys()])];
  const known = await findKnownSettings(db, storeHash, touched);
  const settingsAt = (since: SettingsByScope, channelId: number | null): CustomerSettings => ({
    ...known.get(channelId),
    ...since.get(channelId),
  });
  const scopes = touched.map((channelId) => ({
    channelId,
    ...compareScope(settingsAt(sinceFirst, channelId), settingsAt(sinceSecond, channelId)),
  }));
  return {
    scopes: scopes.filter((scope) => Object.keys(scope.second).length > 0),
    store: { first: settingsAt(sinceFirst, null), second: settingsAt(sinceSecond, null) },
  };
}
