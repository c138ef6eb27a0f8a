import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { Grant } from '../bigcommerce/login';
import { AppError } from '../errors';
import { limits } from '../limits';

export interface GrantExchange {
  /**
   * Exchanges a grant code, unless it was refused before, too many others wait, or the address tried too many codes. A
   * code that arrives twice at the same time is exchanged once, and both callers get the outcome.
   *
   * @param grantId see {@link grantIdOf}
   * @param address of the caller; null where it is not known
   * @param spend calls the login server and stores its response
   * @throws {AppError} `grant_rejected`, `login_busy`, `too_many_attempts`; the errors of `spend`
   */
  once<Outcome>(grantId: string, address: string | null, spend: () => Promise<Outcome>): Promise<Outcome>;
}

/** Makes an identifier of a grant that does not contain its code, which is a secret while it is valid. */
export function grantIdOf({ code, context }: Pick<Grant, 'code' | 'context'>): string {
  return `grant:${createHash('sha256').update(`${context} ${code}`).digest('base64url')}`;
}

/**
 * Makes the guard of the login server: invented grant codes cause few calls, which carry the client secret, and do not
 * delay the install of another store.
 */
export function createGrantExchange(): GrantExchange {
  const queue = new PQueue({ concurrency: limits.grantExchanges });
  const inFlight = new Map<string, Promise<unknown>>();
  const refused = new LRUCache<string, true>({ max: limits.refusedGrants, ttl: limits.refusedGrantMs });
  const refusedByAddress = new LRUCache<string, number>({
    max: limits.refusedGrants,
    ttl: limits.addressWindowMs,
    noUpdateTTL: true,
  });

  function remember(grantId: string, address: string | null): void {
    refused.set(grantId, true);
    if (address !== null) refusedByAddress.set(address, (refusedByAddress.get(address) ?? 0) + 1);
  }

  function admit(grantId: string, address: string | null): void {
    if (refused.has(grantId)) throw new AppError('grant_rejected');
    if (address !== null && (refusedByAddress.get(address) ?? 0) >= limits.refusedGrantsPerAddress)
      throw new AppError('too_many_attempts', { retryAfterSeconds: limits.addressWindowMs / 1_000 });
    if (queue.size >= limits.waitingGrants) throw new AppError('login_busy', { retryAfterSeconds: 5 });
  }

  async function spendInTurn<Outcome>(
    grantId: string,
    address: string | null,
    spend: () => Promise<Outcome>,
  ): Promise<Outcome> {
    try {
      return await queue.add(spend);
    } catch (error) {
      if (error instanceof AppError && error.code === 'grant_rejected') remember(grantId, address);
      throw error;
    } finally {
      inFlight.delete(grantId);
    }
  }

  return {
    async once<Outcome>(grantId: string, address: string | null, spend: () => Promise<Outcome>) {
      const same = inFlight.get(grantId);
      if (same) return (await same) as Outcome;
      admit(grantId, address);
      const exchange = spendInTurn(grantId, address, spend);
      inFlight.set(grantId, exchange);
      return await exchange;
    },
  };
}
