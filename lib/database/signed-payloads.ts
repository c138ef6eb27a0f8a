import type { Database } from './database';
import type { SignedPayloadPurpose } from './schema';

/** A signed payload that is about to be used. */
export interface SignedPayloadClaim {
  /** The payload's `jti` claim. */
  jti: string;
  purpose: SignedPayloadPurpose;
  /** When the payload expires, leeway included, in milliseconds since the epoch. */
  expiresAt: number;
  /** The session that the first use opened, for payloads that may be used again for a while. */
  use?: Pick<PayloadUse, 'firstUsedAt' | 'installationId' | 'userId'>;
}

/** The first use of a payload. Times are milliseconds since the epoch. */
export interface PayloadUse {
  firstUsedAt: number;
  installationId: string;
  userId: number;
  /** When a session that the payload opened was signed out; null while none was. */
  endedAt: number | null;
}

/**
 * - `claimed`: first use.
 * - `repeated`: used before for the same purpose, perhaps at this moment; harmless.
 * - `used-elsewhere`: used before for another purpose.
 */
export type ClaimOutcome = 'claimed' | 'repeated' | 'used-elsewhere';

/**
 * Claims a signed payload for one purpose. Of any number of claims at once, on any number of servers, exactly one gets
 * `claimed`: the primary key decides.
 *
 * @throws AppError `database_unavailable`
 */
export async function claimSignedPayload(db: Database, claim: SignedPayloadClaim): Promise<ClaimOutcome> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('signedPayloads')
    .values({ jti: claim.jti, purpose: claim.purpose, expiresAt: claim.expiresAt, ...claim.use })
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

/**
 * Finds the session that the first use of a payload opened.
 *
 * @returns undefined where the payload was not used, or its use opened no session
 * @throws AppError `database_unavailable`
 */
export async function findPayloadUse(db: Database, jti: string): Promise<PayloadUse | undefined> {
  const row = await db
    .selectFrom('signedPayloads')
    .select(['firstUsedAt', 'installationId', 'userId', 'endedAt'])
    .where('jti', '=', jti)
    .executeTakeFirst();
  if (!row) return undefined;
  const { firstUsedAt, installationId, userId, endedAt } = row;
  if (firstUsedAt === null || installationId === null || userId === null) return undefined;
  return { firstUsedAt, installationId, userId, endedAt };
}

/**
 * Ends a payload, so that it opens no further session. Repeating it, or an unknown payload, is harmless.
 *
 * @param at milliseconds since the epoch
 * @throws AppError `database_unavailable`
 */
export async function endPayload(db: Database, jti: string, at: number): Promise<void> {
  await db
    .updateTable('signedPayloads')
    .set({ endedAt: at })
    .where('jti', '=', jti)
    .where('endedAt', 'is', null)
    .execute();
}
