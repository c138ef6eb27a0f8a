import type { Database } from './database';
import { withTransaction } from './transaction';

/** The names of a store's customer groups and storefronts when they were last read, by id. */
export interface KnownNames {
  groups: Record<string, string>;
  storefronts: Record<string, string>;
}

function parseNames(text: string): Record<string, string> {
  return JSON.parse(text) as Record<string, string>;
}

/**
 * Finds the names of a store's customer groups and storefronts.
 *
 * @throws AppError `database_unavailable`
 */
export async function findKnownNames(db: Database, storeHash: string): Promise<KnownNames> {
  const row = await db
    .selectFrom('knownNames')
    .select(['groups', 'storefronts'])
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  if (!row) return { groups: {}, storefronts: {} };
  return { groups: parseNames(row.groups), storefronts: parseNames(row.storefronts) };
}

/**
 * Records names that were read. Names of deleted groups and storefronts stay, because a setting can still refer to
 * them.
 *
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveKnownNames(
  db: Database,
  storeHash: string,
  read: Partial<KnownNames>,
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    await transaction
      .insertInto('knownNames')
      .values({ storeHash, groups: '{}', storefronts: '{}' })
      .onConflict((conflict) => conflict.column('storeHash').doUpdateSet({ storeHash }))
      .execute();
    const known = await findKnownNames(transaction, storeHash);
    await transaction
      .updateTable('knownNames')
      .set({
        groups: JSON.stringify({ ...known.groups, ...read.groups }),
        storefronts: JSON.stringify({ ...known.storefronts, ...read.storefronts }),
      })
      .where('storeHash', '=', storeHash)
      .execute();
  });
}
