import { setInterval } from 'node:timers';
import { sql } from 'kysely';
import type { Database } from './database';
import { isSqlite } from './engine';

/** The clock that all servers of one database share. */
export interface DatabaseClock {
  /** Milliseconds since the epoch. */
  now(this: void): number;
  stop(this: void): void;
}

export interface DatabaseClockOptions {
  /** Called with each measurement: by how many milliseconds the database's clock is ahead of this server's. */
  onOffset?: (offsetMs: number) => void;
  /** Milliseconds between measurements. */
  intervalMs?: number;
  /** This server's clock, in milliseconds since the epoch. */
  serverNow?: () => number;
}

const firstMeasurements = 3;

/** A response that took longer says little about when it was made. Milliseconds. */
const usefulRoundTripMs = 1_000;

/** SQLite's clock is the machine's, asked through the database so that there is one way. */
async function readClock(db: Database): Promise<number> {
  const moment = isSqlite(db)
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
  const { now } = await db.selectNoFrom(moment.as('now')).executeTakeFirstOrThrow();
  return now;
}

/** The database's clock, held against a clock of this process that no setting of the time moves. */
interface Measurement {
  /** Database's time minus `performance.now()`. */
  aheadMs: number;
  roundTripMs: number;
}

async function measure(db: Database): Promise<Measurement> {
  const begun = performance.now();
  const now = await readClock(db);
  const ended = performance.now();
  return { aheadMs: now - (begun + ended) / 2, roundTripMs: ended - begun };
}

/**
 * Follows the database's clock: measured when it is made and now and then, and carried on in between by a clock that
 * only runs forward. Leases, and all times that servers compare with each other, are read from it, so that a server
 * whose own clock is wrong does no harm.
 *
 * @throws {AppError} `database_unavailable` where the first measurement fails; later ones are left out
 */
export async function createDatabaseClock(
  db: Database,
  { onOffset, intervalMs = 10_000, serverNow = () => Date.now() }: DatabaseClockOptions = {},
): Promise<DatabaseClock> {
  let best = await measure(db);
  for (let count = 1; count < firstMeasurements; count++) {
    const next = await measure(db);
    if (next.roundTripMs < best.roundTripMs) best = next;
  }
  let { aheadMs } = best;
  const now = () => Math.round(performance.now() + aheadMs);
  const report = () => onOffset?.(now() - serverNow());
  report();
  async function follow(): Promise<void> {
    try {
      const next = await measure(db);
      if (next.roundTripMs < usefulRoundTripMs) ({ aheadMs } = next);
      report();
    } catch {
      // The database is away: the last measurement is carried on.
    }
  }
  const timer = setInterval(() => void follow(), intervalMs);
  timer.unref();
  return { now, stop: () => clearInterval(timer) };
}
