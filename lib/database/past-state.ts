import { type PastScope, stateAt } from '../checks/past-state';
import type { CustomerSettings } from '../settings/customer-settings';
import { fromScopeColumn } from './change-row';
import type { Database } from './database';
import { oldestKeptAt } from './purge';
import { findReplacedValues } from './values-at';

/** The earliest recorded change of each scope, at which the app knew it already. */
async function findEarliestChanges(db: Database, storeHash: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('changes')
    .select(['channelId', (row) => row.fn.min('createdAt').as('earliest')])
    .where('storeHash', '=', storeHash)
    .where('status', 'in', ['applied', 'partly'])
    .groupBy('channelId')
    .execute();
  return new Map(rows.map(({ channelId, earliest }) => [channelId, earliest]));
}

/**
 * Finds the settings of all known scopes at a moment in the past, from what is known now and what the changes since
 * replaced. Storefronts that were deleted since are not among them.
 *
 * @param moment milliseconds since the epoch
 * @param now the same; changes that are too old to be kept say nothing
 * @throws AppError `database_unavailable`
 */
export async function findPastState(
  db: Database,
  storeHash: string,
  moment: number,
  now: number,
): Promise<PastScope[]> {
  const rows = await db
    .selectFrom('knownSettings')
    .select(['channelId', 'settings', 'knownSince'])
    .where('storeHash', '=', storeHash)
    .orderBy('channelId')
    .execute();
  const earliest = await findEarliestChanges(db, storeHash);
  const oldest = oldestKeptAt(now);
  const known = rows.map(({ channelId, settings, knownSince }) => ({
    channelId: fromScopeColumn(channelId),
    settings: JSON.parse(settings) as CustomerSettings,
    knownSince: Math.max(oldest, Math.min(knownSince ?? now, earliest.get(channelId) ?? now)),
  }));
  // The position before the first change of the next millisecond.
  const changes = await findReplacedValues(db, storeHash, { at: moment + 1, id: '' });
  return stateAt(moment, known, changes);
}
