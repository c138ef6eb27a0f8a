import { type Scope, scopeKey } from '../settings/scope';
import type { Selectable } from 'kysely';
import type { CustomerSettings } from '../settings/customer-settings';
import type { FormerValue, LastKnown, SuspectedValue } from '../settings/last-known';
import { fromScopeColumn, toScopeColumn } from './change-row';
import type { Database } from './database';
import { whileUnchanged } from './query-cache';
import type { KnownSettingsTable, PutBehaviour } from './schema';

/** The last known settings of a scope, and the older values that reads may still return. */
export interface KnownSettings extends LastKnown {
  /** Incremented by each change of this app and each change that was found. */
  version: number;
}

/** A change whose outcome is not known yet. */
export interface PendingChange {
  id: string;
  before: CustomerSettings;
  requested: CustomerSettings;
  /** Milliseconds since the epoch, by the database's clock. */
  createdAt: number;
  /** When the lease ends, by the database's clock: until then the server that began the change may be writing. */
  leasedUntil: number;
}

/** The records of a scope before it is read. */
export interface ScopeStanding {
  known: KnownSettings | null;
  pending: PendingChange | null;
  /** The effect of PUT on members that are not sent; `null` while it is unknown. */
  put: PutBehaviour | null;
}

/** The version of the first record of a scope. */
export const firstVersion = 1;

function parseSettings(text: string): CustomerSettings {
  return JSON.parse(text) as CustomerSettings;
}

type KnownRow = Pick<Selectable<KnownSettingsTable>, 'settings' | 'former' | 'suspected' | 'version'>;

function toKnown({ settings, former, suspected, version }: KnownRow): KnownSettings {
  return {
    settings: parseSettings(settings),
    former: JSON.parse(former) as FormerValue[],
    suspected: JSON.parse(suspected) as SuspectedValue[],
    version,
  };
}

function toColumns({ settings, former, suspected }: LastKnown) {
  return {
    settings: JSON.stringify(settings),
    former: JSON.stringify(former),
    suspected: JSON.stringify(suspected),
  };
}

/**
 * Finds what is known of a scope, and the change that is pending there, in one query, or none while the database is
 * unchanged.
 *
 * @throws AppError `database_unavailable`
 */
export function findScopeStanding(db: Database, scope: Scope): Promise<ScopeStanding> {
  return whileUnchanged(db, `scope ${scopeKey(scope)}`, () => queryScopeStanding(db, scope));
}

async function queryScopeStanding(db: Database, { storeHash, channelId }: Scope): Promise<ScopeStanding> {
  const row = await db
    .selectFrom('knownSettings as known')
    .leftJoin('changes as pending', (join) =>
      join
        .onRef('pending.storeHash', '=', 'known.storeHash')
        .onRef('pending.channelId', '=', 'known.channelId')
        .on('pending.status', '=', 'pending'),
    )
    .innerJoin('installations', 'installations.storeHash', 'known.storeHash')
    .select(['installations.storePut', 'installations.storefrontPut'])
    .select(['known.settings', 'known.former', 'known.suspected', 'known.version'])
    .select(['pending.id', 'pending.before', 'pending.requested', 'pending.createdAt', 'pending.leasedUntil'])
    .where('known.storeHash', '=', storeHash)
    .where('known.channelId', '=', toScopeColumn(channelId))
    .executeTakeFirst();
  if (!row) return { known: null, pending: null, put: null };
  const standing = { known: toKnown(row), put: channelId === null ? row.storePut : row.storefrontPut };
  const { id, before, requested, createdAt, leasedUntil } = row;
  if (id === null || before === null || requested === null || createdAt === null || leasedUntil === null)
    return { ...standing, pending: null };
  return {
    ...standing,
    pending: {
      id,
      before: parseSettings(before),
      requested: parseSettings(requested),
      createdAt,
      leasedUntil,
    },
  };
}

/**
 * Finds what is known of a scope and locks it: no other transaction can change it or claim the scope until this one
 * ends. A transaction that changes several tables of a scope takes this lock first, which prevents deadlocks.
 *
 * @param transaction the transaction that holds the lock
 */
export async function lockKnownSettings(
  transaction: Database,
  { storeHash, channelId }: Scope,
): Promise<KnownSettings | undefined> {
  // SQLite has no `for update`; on both engines a write locks the row.
  const row = await transaction
    .updateTable('knownSettings')
    .set((row) => ({ version: row.ref('version') }))
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .returning(['settings', 'former', 'suspected', 'version'])
    .executeTakeFirst();
  return row && toKnown(row);
}

/**
 * Records the settings of a scope of which nothing was known.
 *
 * @param at when they were read, in milliseconds since the epoch
 * @returns false where another request recorded them first; nothing is recorded then
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveFirstKnownSettings(
  db: Database,
  { storeHash, channelId }: Scope,
  settings: CustomerSettings,
  at: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('knownSettings')
    .values({
      storeHash,
      channelId: toScopeColumn(channelId),
      ...toColumns({ settings, former: [], suspected: [] }),
      version: firstVersion,
      knownSince: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Replaces what is known of a scope, with a new version, so that reads that began before are not recorded.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 */
export async function replaceKnownSettings(
  transaction: Database,
  { storeHash, channelId }: Scope,
  known: LastKnown,
): Promise<void> {
  await transaction
    .updateTable('knownSettings')
    .set((row) => ({ ...toColumns(known), version: row('version', '+', 1) }))
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .execute();
}

/**
 * Records which values of a scope may be older than what is known. The version stays, because no setting changed.
 *
 * @param transaction one that holds the lock of {@link lockKnownSettings}
 */
export async function saveSuspected(
  transaction: Database,
  { storeHash, channelId }: Scope,
  { suspected }: LastKnown,
): Promise<void> {
  await transaction
    .updateTable('knownSettings')
    .set({ suspected: JSON.stringify(suspected) })
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .execute();
}

/**
 * Deletes the records of a deleted storefront, unless its version has changed since it was read, or a change is
 * pending.
 *
 * @throws AppError `database_unavailable`
 */
export async function forgetKnownSettings(
  db: Database,
  { storeHash, channelId }: Scope,
  version: number,
): Promise<void> {
  await db
    .deleteFrom('knownSettings')
    .where('storeHash', '=', storeHash)
    .where('channelId', '=', toScopeColumn(channelId))
    .where('version', '=', version)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('changes')
            .select('id')
            .where('storeHash', '=', storeHash)
            .where('channelId', '=', toScopeColumn(channelId))
            .where('status', '=', 'pending'),
        ),
      ),
    )
    .execute();
}

/**
 * Finds the last known settings of scopes.
 *
 * @returns without those of which nothing is known
 * @throws AppError `database_unavailable`
 */
export async function findKnownSettings(
  db: Database,
  storeHash: string,
  channelIds: readonly (number | null)[],
): Promise<Map<number | null, CustomerSettings>> {
  if (channelIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('knownSettings')
    .select(['channelId', 'settings'])
    .where('storeHash', '=', storeHash)
    .where('channelId', 'in', channelIds.map(toScopeColumn))
    .execute();
  return new Map(
    rows.map(({ channelId, settings }) => [fromScopeColumn(channelId), parseSettings(settings)]),
  );
}

/**
 * Finds the last known settings of all storefronts of a store.
 *
 * @throws AppError `database_unavailable`
 */
export async function findKnownStorefrontSettings(
  db: Database,
  storeHash: string,
): Promise<{ channelId: number; settings: CustomerSettings }[]> {
  const rows = await db
    .selectFrom('knownSettings')
    .select(['channelId', 'settings'])
    .where('storeHash', '=', storeHash)
    .orderBy('channelId')
    .execute();
  return rows.flatMap(({ channelId, settings }) => {
    const id = fromScopeColumn(channelId);
    return id === null ? [] : [{ channelId: id, settings: parseSettings(settings) }];
  });
}

/**
 * Lists the storefronts of a store whose settings are known.
 *
 * @throws AppError `database_unavailable`
 */
export async function findKnownStorefronts(db: Database, storeHash: string): Promise<number[]> {
  const rows = await db
    .selectFrom('knownSettings')
    .select('channelId')
    .where('storeHash', '=', storeHash)
    .orderBy('channelId')
    .execute();
  return rows.map(({ channelId }) => fromScopeColumn(channelId)).filter((id) => id !== null);
}
