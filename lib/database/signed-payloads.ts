import type { Database } from './database';
import type { SignedPayloadPurpose } from './schema';

/** A signed payload that is about to be acted upon. */
export interface SignedPayloadClaim {
  /** The payload's `jti` claim. */
  jti: string;
  purpose: SignedPayloadPurpose;
  /** Milliseconds since the epoch from which on the payload is refused anyway, leeway included. */
  expiresAt: number;
}

/**
 * - `claimed`: first use.
 * - `repeated`: used before for the same purpose, which is harmless; the other use may be at this very moment.
 * - `used-elsewhere`: used before for another purpose.
 */
export type ClaimOutcome = 'claimed' | 'repeated' | 'used-elsewhere';

/**
 * Takes a signed payload for one purpose. Of any number of claims at once, on any number of servers, exactly one is
 * answered `claimed`: the primary key decides.
 *
 * @throws AppError `database_unavailable`
 */
export async function claimSignedPayload(db: Database, claim: SignedPayloadClaim): Promise<ClaimOutcome> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('signedPayloads')
    .values({ jti: claim.jti, purpose: claim.purpose, expiresAt: claim.expiresAt })
    .onConflict((conflict) => conflict.column('jti').doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return 'claimed';
  const earlier = await db
    .selectFrom('signedPayloads')
    .select('purpose')
    .where('jti', '=', claim.jti)
    .executeTakeFirst();
  // Purged between the two statements.
  if (!earlier) return claimSignedPayload(db, claim);
  return earlier.purpose === claim.purpose ? 'repeated' : 'used-elsewhere';
}
