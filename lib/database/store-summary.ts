import { sql } from 'kysely';
import type { Database } from './database';
import type { UserRole } from './schema';

/** A store as an operator sees it: no e-mail address, no token. Times are milliseconds since the epoch. */
export interface StoreSummary {
  storeHash: string;
  installedAt: number;
  uninstalledAt: number | null;
  oauthScopes: string[];
  /** When a person last opened the app there; null where none ever did. */
  lastSeenAt: number | null;
}

export interface StoreDetails extends StoreSummary {
  users: {
    userId: number;
    role: UserRole;
    firstSeenAt: number;
    lastSeenAt: number;
    removedAt: number | null;
  }[];
  changes: { count: number; firstAt: number | null; lastAt: number | null };
  /** Scopes whose settings are known. */
  knownScopes: number;
}

function selectSummaries(db: Database) {
  return db
    .selectFrom('installations')
    .select(['storeHash', 'installedAt', 'uninstalledAt', 'oauthScopes'])
    .select((row) =>
      row
        .selectFrom('users')
        .select((user) => user.fn.max('lastSeenAt').as('lastSeenAt'))
        .whereRef('users.storeHash', '=', 'installations.storeHash')
        .as('lastSeenAt'),
    );
}

function toSummary({
  oauthScopes,
  lastSeenAt,
  ...same
}: Omit<StoreSummary, 'oauthScopes'> & { oauthScopes: string }): StoreSummary {
  return { ...same, lastSeenAt, oauthScopes: oauthScopes.split(' ').filter((scope) => scope !== '') };
}

/**
 * Lists all stores that have or had the app installed, the newest installation first.
 *
 * @throws AppError `database_unavailable`
 */
export async function listStores(db: Database): Promise<StoreSummary[]> {
  const rows = await selectSummaries(db).orderBy('installedAt', 'desc').orderBy('storeHash').execute();
  return rows.map(toSummary);
}

/**
 * Finds what an operator may see of one store.
 *
 * @returns undefined for a store of which nothing is held
 * @throws AppError `database_unavailable`
 */
export async function findStoreDetails(db: Database, storeHash: string): Promise<StoreDetails | undefined> {
  const row = await selectSummaries(db).where('storeHash', '=', storeHash).executeTakeFirst();
  if (!row) return undefined;
  const users = await db
    .selectFrom('users')
    .select(['userId', 'role', 'firstSeenAt', 'lastSeenAt', 'removedAt'])
    .where('storeHash', '=', storeHash)
    .orderBy('userId')
    .execute();
  const { count, firstAt, lastAt } = await db
    .selectFrom('changes')
    .select((change) => [
      change.fn.countAll<number>().as('count'),
      change.fn.min('createdAt').as('firstAt'),
      change.fn.max('createdAt').as('lastAt'),
    ])
    .where('storeHash', '=', storeHash)
    .executeTakeFirstOrThrow();
  const known = await db
    .selectFrom('knownSettings')
    .select(sql<number>`count(*)`.as('count'))
    .where('storeHash', '=', storeHash)
    .executeTakeFirstOrThrow();
  return {
    ...toSummary(row),
    users,
    changes: { count, firstAt, lastAt },
    knownScopes: known.count,
  };
}
