import type { DismissedFinding } from '../checks/findings';
import { type AppChangeOrigin, recordAppChange } from './app-changes';
import { fromScopeColumn, toScopeColumn } from './change-row';
import type { Database } from './database';
import { withTransaction } from './transaction';

/**
 * Finds the findings that users of a store called not relevant.
 *
 * @throws AppError `database_unavailable`
 */
export async function findDismissedFindings(db: Database, storeHash: string): Promise<DismissedFinding[]> {
  const rows = await db
    .selectFrom('dismissedFindings')
    .select(['rule', 'channelId', 'fingerprint', 'reason', 'dismissedAt'])
    .where('storeHash', '=', storeHash)
    .orderBy('dismissedAt', 'desc')
    .execute();
  return rows.map(({ channelId, ...row }) => ({ ...row, channelId: fromScopeColumn(channelId) }));
}

type FindingKey = Pick<DismissedFinding, 'rule' | 'channelId'>;

/** Records for the history which findings became relevant or not, one change for each rule. */
async function recordChanges(
  transaction: Database,
  origin: AppChangeOrigin,
  findings: readonly FindingKey[],
  reason: string | null,
): Promise<void> {
  for (const rule of new Set(findings.map((finding) => finding.rule))) {
    const channelIds = findings.filter((finding) => finding.rule === rule).map(({ channelId }) => channelId);
    await recordAppChange(transaction, origin, { kind: 'check', rule, channelIds, reason });
  }
}

/**
 * Records that findings are not relevant, in the place of earlier records of the same rule and scope. The history has it
 * in the same transaction.
 *
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveDismissedFindings(
  db: Database,
  origin: AppChangeOrigin,
  {
    findings,
    reason,
  }: { findings: readonly (FindingKey & Pick<DismissedFinding, 'fingerprint'>)[]; reason: string },
): Promise<void> {
  const { storeHash, author, at } = origin;
  await withTransaction(db, async (transaction) => {
    for (const { rule, channelId, fingerprint } of findings) {
      const row = { fingerprint, reason, dismissedAt: at, userId: author.userId };
      await transaction
        .insertInto('dismissedFindings')
        .values({ storeHash, rule, channelId: toScopeColumn(channelId), ...row })
        .onConflict((conflict) => conflict.columns(['storeHash', 'rule', 'channelId']).doUpdateSet(row))
        .execute();
    }
    await recordChanges(transaction, origin, findings, reason);
  });
}

/**
 * Forgets that findings are not relevant. The history has those that were not, in the same transaction.
 *
 * @throws AppError `database_unavailable`
 */
export async function removeDismissedFindings(
  db: Database,
  origin: AppChangeOrigin,
  findings: readonly FindingKey[],
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    const removed: FindingKey[] = [];
    for (const finding of findings) {
      const { numDeletedRows } = await transaction
        .deleteFrom('dismissedFindings')
        .where('storeHash', '=', origin.storeHash)
        .where('rule', '=', finding.rule)
        .where('channelId', '=', toScopeColumn(finding.channelId))
        .executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) removed.push(finding);
    }
    await recordChanges(transaction, origin, removed, null);
  });
}
