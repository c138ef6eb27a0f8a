import type { CompiledQuery } from 'kysely';
import type { Database } from './database';

/** What a session says of itself. */
export interface SessionIdentity {
  storeHash: string;
  /** The installation that the session was started in. */
  installationId: string;
  userId: number;
  sessionId: string;
}

/** Whether a session still counts; where it does not, the code of the error that says why. */
export type SessionStanding = 'live' | 'installation_gone' | 'user_removed' | 'session_ended';

/** What the query finds for a live installation of the right id. Null where a left join found nothing. */
interface StandingRow {
  userId: number | null;
  removedAt: number | null;
  sessionId: string | null;
}

interface StandingQuery {
  compiled: CompiledQuery<StandingRow>;
  /** Which value goes to which parameter. */
  order: readonly (keyof SessionIdentity)[];
}

/** Stands in for a session while the query is compiled; each value is there once, so that its place can be found. */
const probe: SessionIdentity = {
  storeHash: 'storeHash',
  installationId: 'installationId',
  userId: -1,
  sessionId: 'sessionId',
};

/**
 * Every request asks this, and kysely takes some 40 µs to build and compile the query where SQLite takes 10 µs to
 * answer it; so it is compiled once for each database.
 */
const standingQueries = new WeakMap<Database, StandingQuery>();

/**
 * Asks, in one round trip, whether a session still counts: its store has the app installed, by the same install as when
 * the session began; its person was seen there and not removed; and nobody ended it.
 *
 * @returns the first reason that applies, in the order of the type, or `live`
 * @throws AppError `database_unavailable`
 */
export async function findSessionStanding(db: Database, session: SessionIdentity): Promise<SessionStanding> {
  const { compiled, order } = standingQueryFor(db);
  const { rows } = await db.executeQuery<StandingRow>({
    ...compiled,
    parameters: order.map((name) => session[name]),
  });
  const [row] = rows;
  if (!row) return 'installation_gone';
  if (row.userId === null || row.removedAt !== null) return 'user_removed';
  return row.sessionId === null ? 'live' : 'session_ended';
}

function standingQueryFor(db: Database): StandingQuery {
  const known = standingQueries.get(db);
  if (known) return known;
  const compiled = compileStandingQuery(db, probe);
  const query = { compiled, order: compiled.parameters.map(nameOfProbeValue) };
  standingQueries.set(db, query);
  return query;
}

function compileStandingQuery(db: Database, session: SessionIdentity): CompiledQuery<StandingRow> {
  return db
    .selectFrom('installations as installation')
    .leftJoin('users as user', (join) =>
      join.onRef('user.storeHash', '=', 'installation.storeHash').on('user.userId', '=', session.userId),
    )
    .leftJoin('endedSessions as ended', (join) => join.on('ended.sessionId', '=', session.sessionId))
    .select(['user.userId', 'user.removedAt', 'ended.sessionId'])
    .where('installation.storeHash', '=', session.storeHash)
    .where('installation.installationId', '=', session.installationId)
    .where('installation.uninstalledAt', 'is', null)
    .compile();
}

function nameOfProbeValue(value: unknown): keyof SessionIdentity {
  const names: (keyof SessionIdentity)[] = ['storeHash', 'installationId', 'userId', 'sessionId'];
  const name = names.find((candidate) => probe[candidate] === value);
  if (!name) throw new Error('The compiled query has a parameter that no session fills');
  return name;
}
