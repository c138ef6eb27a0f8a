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

/** A response that took longer is too inexact to be used. Milliseconds. */
const usefulRoundTripMs = 1_000;

/** SQLite's clock is the machine's. It is read through the database too, so that both engines work the same way. */
async function readClock(db: Database): Promise<number> {
  const moment = isSqlite(db)
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
  const { now } = await db.selectNoFrom(moment.as('now')).executeTakeFirstOrThrow();
  return now;
}

/** The difference between the database's clock and this process's monotonic clock. */
interface Measurement {
  /** The database's time minus `performance.now()`, in milliseconds. */
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
 * Makes a clock that follows the database's: it is measured at the start and at intervals, and continued in between by
 * a monotonic clock. Leases, and all times that servers compare with each other, are read from it, so that a server
 * whose own clock is wrong does no harm.
 *
 * @throws {AppError} `database_unavailable` where the first measurement fails; later failures are ignored
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
      // The database does not answer: the last measurement is used.
    }
  }
  const timer = setInterval(() => void follow(), intervalMs);
  timer.unref();
  return { now, stop: () => clearInterval(timer) };
}
