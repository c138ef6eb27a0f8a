import type { Selectable } from 'kysely';
import type { Database } from './database';
import type { ChangesTable } from './schema';

/** Few enough to be held in memory. */
const changesPerBatch = 500;

function parseColumns<Row extends object>(row: Row, columns: readonly (keyof Row)[]): object {
  const parsed = columns.map((name) => {
    const text = row[name];
    return [name, typeof text === 'string' ? (JSON.parse(text) as unknown) : text] as const;
  });
  return { ...row, ...Object.fromEntries(parsed) };
}

/** The rows of a store besides its changes. The access token is left out: it is a key and no data of the store. */
async function findRest(db: Database, storeHash: string) {
  const installation = await db
    .selectFrom('installations')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .executeTakeFirst();
  if (!installation) return undefined;
  const { accessTokenJwe, ...facts } = installation;
  const users = await db.selectFrom('users').selectAll().where('storeHash', '=', storeHash).execute();
  const signIns = await db
    .selectFrom('signedPayloads')
    .select(['purpose', 'firstUsedAt', 'userId', 'endedAt', 'expiresAt'])
    .where('installationId', '=', installation.installationId)
    .execute();
  const roleChanges = await db
    .selectFrom('roleChanges')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .execute();
  const appChanges = await db
    .selectFrom('appChanges')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .execute();
  const settings = await db
    .selectFrom('knownSettings')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .execute();
  const names = await db.selectFrom('knownNames').selectAll().where('storeHash', '=', storeHash).execute();
  const checks = await db
    .selectFrom('policyChecks')
    .select('result')
    .where('storeHash', '=', storeHash)
    .execute();
  const dismissed = await db
    .selectFrom('dismissedFindings')
    .selectAll()
    .where('storeHash', '=', storeHash)
    .execute();
  return {
    installation: { ...facts, hasAccessToken: accessTokenJwe !== null },
    users,
    signIns,
    roleChanges,
    appChanges: appChanges.map((row) => parseColumns(row, ['details'])),
    knownSettings: settings.map((row) => parseColumns(row, ['settings', 'former', 'suspected'])),
    knownNames: names.map((row) => parseColumns(row, ['groups', 'storefronts'])),
    dismissedFindings: dismissed,
    policyChecks: checks.map(({ result }) => JSON.parse(result) as unknown),
  };
}

async function* readChanges(
  db: Database,
  storeHash: string,
): AsyncGenerator<Selectable<ChangesTable>[], void> {
  let last = '';
  for (;;) {
    const rows: Selectable<ChangesTable>[] = await db
      .selectFrom('changes')
      .selectAll()
      .where('storeHash', '=', storeHash)
      .where('id', '>', last)
      .orderBy('id')
      .limit(changesPerBatch)
      .execute();
    if (rows.length > 0) yield rows;
    const next = rows.at(-1)?.id;
    if (next === undefined || rows.length < changesPerBatch) return;
    last = next;
  }
}

/**
 * Reads all that is held about a store, as parts of one JSON object: rows by table, `changes` last, and no token.
 *
 * @returns undefined for a store of which nothing is held
 * @throws AppError `database_unavailable`, also while the parts are read
 */
export async function exportStore(
  db: Database,
  storeHash: string,
): Promise<AsyncIterable<string> | undefined> {
  const rest = await findRest(db, storeHash);
  if (!rest) return undefined;
  async function* parts(): AsyncGenerator<string, void> {
    yield `${JSON.stringify({ storeHash, ...rest }).slice(0, -1)},"changes":[`;
    let separator = '\n';
    for await (const rows of readChanges(db, storeHash)) {
      const lines = rows.map((row) =>
        JSON.stringify(parseColumns(row, ['before', 'requested', 'stored', 'names', 'sideEffects'])),
      );
      yield separator + lines.join(',\n');
      separator = ',\n';
    }
    yield ']}\n';
  }
  return parts();
}
