import { setInterval } from 'node:timers';
import { renewLease } from '../database/changes';
import type { Database } from '../database/database';
import { serverState } from '../server-state';

/** A scope belongs to one save for this long after it was last renewed. Milliseconds. */
export const leaseMs = 15_000;

/** The longest time of one write once it is sent. Milliseconds. */
export const lastWriteMs = 8_000;

/** The time between renewals: two may fail before the lease lapses. Milliseconds. */
const renewalMs = 4_000;

/** The right of this server to write one pending change. */
export interface Lease {
  /** Whether the lease lasts for at least so many more milliseconds. It is renewed where needed. */
  holdsFor(this: void, ms: number): Promise<boolean>;
  /** Stops the renewals. */
  stop(this: void): Promise<void>;
}

/**
 * Renews the lease of a pending change while this server works on it. After a renewal fails, the next one follows as
 * planned.
 *
 * @param now milliseconds since the epoch, by the database's clock
 * @param leasedUntil when the lease of the claim ends, in milliseconds since the epoch
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
      // The database does not answer: the lease ends when its time is over.
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
