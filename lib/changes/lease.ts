import { setInterval } from 'node:timers';
import { renewLease } from '../database/changes';
import type { Database } from '../database/database';
import { serverState } from '../server-state';

/** A scope belongs to one save for this long after it was last renewed. Milliseconds. */
export const leaseMs = 15_000;

/** One write takes no longer than this once it is sent. Milliseconds. */
export const lastWriteMs = 8_000;

/** Often enough that two renewals may fail before the lease lapses. Milliseconds. */
const renewalMs = 4_000;

/** A pending change that belongs to this server. */
export interface Lease {
  /** Whether the change is this server's for so many milliseconds more. It is renewed where that needs it. */
  holdsFor(this: void, ms: number): Promise<boolean>;
  /** Stops the renewals. */
  stop(this: void): Promise<void>;
}

/**
 * Keeps a pending change for this server as long as it works on it. A renewal that fails is tried again with the next.
 *
 * @param now milliseconds since the epoch, by the database's clock
 * @param leasedUntil until when the change was claimed
 */
export function holdLease(
  { database, now }: { database: Database; now: () => number },
  changeId: string,
  leasedUntil: number,
): Lease {
  let until = leasedUntil;
  let renewal: Promise<void> = Promise.resolve();
  async function renew(): Promise<void> {
    const next = now() + leaseMs;
    try {
      until = (await renewLease(database, changeId, next)) ? next : 0;
    } catch {
      // The database is away: what is left of the lease is all there is.
    }
  }
  serverState.leases += 1;
  const timer = setInterval(() => {
    renewal = renewal.then(renew);
  }, renewalMs);
  return {
    async holdsFor(ms) {
      if (until - now() > ms) return true;
      renewal = renewal.then(renew);
      await renewal;
      return until - now() > ms;
    },
    async stop() {
      clearInterval(timer);
      serverState.leases -= 1;
      await renewal;
    },
  };
}
