import { createHash } from 'node:crypto';
import type { PolicyCheck } from '../settings/policy-check';
import type { Database } from './database';

/** How long a result is shown and kept. Milliseconds. */
export const policyChecksKeptMs = 24 * 60 * 60 * 1_000;

/** The most results of a store that are read at once. */
const mostResults = 1_000;

/**
 * Records the result of a check, in the place of an earlier one of the same address.
 *
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function savePolicyCheck(db: Database, storeHash: string, check: PolicyCheck): Promise<void> {
  const row = { checkedAt: check.checkedAt, result: JSON.stringify(check) };
  await db
    .insertInto('policyChecks')
    .values({ storeHash, urlDigest: createHash('sha256').update(check.url).digest('hex'), ...row })
    .onConflict((conflict) => conflict.columns(['storeHash', 'urlDigest']).doUpdateSet(row))
    .execute();
}

/**
 * Finds the results of a store's checks that are not older than a day, newest first.
 *
 * @param now milliseconds since the epoch
 * @throws AppError `database_unavailable`
 */
export async function findPolicyChecks(db: Database, storeHash: string, now: number): Promise<PolicyCheck[]> {
  const rows = await db
    .selectFrom('policyChecks')
    .select('result')
    .where('storeHash', '=', storeHash)
    .where('checkedAt', '>', now - policyChecksKeptMs)
    .orderBy('checkedAt', 'desc')
    .limit(mostResults)
    .execute();
  return rows.map(({ result }) => JSON.parse(result) as PolicyCheck);
}
