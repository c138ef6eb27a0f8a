import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { toNoteFolded } from '../../lib/database/change-row';
import { createDatabase, type Database } from '../../lib/database/database';
import { toFieldBits } from '../../lib/database/field-bits';
import type { ChangesTable } from '../../lib/database/schema';
import type { Change } from '../../lib/settings/change';
import { presentFields } from '../../lib/settings/diff';
import type { World } from '../../sandbox/world.ts';

/** The parts of a change that a test sets; the rest is a change of the whole store's policy that went well. */
export interface ChangeToInsert extends Partial<Change> {
  entryId?: string;
  entryAt?: number;
}

/** A row of `changes` as a save leaves it behind. */
export function createChangeRow(storeHash: string, different: ChangeToInsert = {}): Insertable<ChangesTable> {
  const id = different.id ?? randomUUID();
  const requested = different.requested ?? { policyUrl: 'https://shop.example/new' };
  const createdAt = different.createdAt ?? Date.UTC(2026, 0, 5, 12);
  const status = different.status ?? 'applied';
  const stored = different.stored === undefined && status === 'applied' ? requested : different.stored;
  return {
    id,
    storeHash,
    channelId: different.channelId ?? 0,
    entryId: different.entryId ?? id,
    entryAt: different.entryAt ?? createdAt,
    source: different.source ?? 'app',
    status,
    restoresId: different.restoresId ?? null,
    userId: different.author?.userId ?? null,
    userRole: different.author?.role ?? null,
    fieldBits: toFieldBits(presentFields(requested)),
    before: JSON.stringify(different.before ?? { policyUrl: 'https://shop.example/old' }),
    requested: JSON.stringify(requested),
    stored: stored === undefined || stored === null ? null : JSON.stringify(stored),
    names: JSON.stringify(different.names ?? {}),
    note: different.note ?? null,
    noteFolded: different.note ? toNoteFolded(different.note) : null,
    requestId: different.requestId ?? null,
    createdAt,
    leasedUntil: createdAt + 60_000,
    settledAt: status === 'pending' ? null : createdAt + 300,
  };
}

/** Few enough that SQLite has a place for each of their values. */
const rowsPerInsert = 500;

export async function insertChanges(db: Database, rows: Iterable<Insertable<ChangesTable>>): Promise<void> {
  let some: Insertable<ChangesTable>[] = [];
  const insert = async () => {
    if (some.length > 0) await db.insertInto('changes').values(some).execute();
    some = [];
  };
  for (const row of rows) {
    some.push(row);
    if (some.length === rowsPerInsert) await insert();
  }
  await insert();
}

/** Puts changes into the history of a store in which the app is installed. */
export async function addChanges(
  world: World,
  storeHash: string,
  changes: readonly ChangeToInsert[],
): Promise<void> {
  const db = createDatabase(world.environment.DATABASE_URL ?? '');
  try {
    await insertChanges(
      db,
      changes.map((change) => createChangeRow(storeHash, change)),
    );
  } finally {
    await db.destroy();
  }
}
