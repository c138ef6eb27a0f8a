import type { DismissedFinding } from '../checks/findings';
import type { Database } from './database';
import { withTransaction } from './transaction';

/** The column has no null, because null would be part of no key. */
const wholeStore = 0;

const toColumn = (channelId: number | null): number => channelId ?? wholeStore;

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
  return rows.map(({ channelId, ...row }) => ({
    ...row,
    channelId: channelId === wholeStore ? null : channelId,
  }));
}

type FindingKey = Pick<DismissedFinding, 'rule' | 'channelId'>;

/** Findings of one store that one user calls not relevant, for one reason. */
export interface NewDismissal extends Pick<DismissedFinding, 'reason' | 'dismissedAt'> {
  findings: readonly (FindingKey & Pick<DismissedFinding, 'fingerprint'>)[];
  userId: number;
}

/**
 * Records that findings are not relevant, in the place of earlier records of the same rule and scope.
 *
 * @throws AppError `database_unavailable`; the engine's error when the store never installed the app
 */
export async function saveDismissedFindings(
  db: Database,
  storeHash: string,
  { findings, ...dismissal }: NewDismissal,
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    for (const { rule, channelId, fingerprint } of findings) {
      const row = { ...dismissal, fingerprint };
      await transaction
        .insertInto('dismissedFindings')
        .values({ storeHash, rule, channelId: toColumn(channelId), ...row })
        .onConflict((conflict) => conflict.columns(['storeHash', 'rule', 'channelId']).doUpdateSet(row))
        .execute();
    }
  });
}

/**
 * Forgets that findings are not relevant.
 *
 * @throws AppError `database_unavailable`
 */
export async function removeDismissedFindings(
  db: Database,
  storeHash: string,
  findings: readonly FindingKey[],
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    for (const { rule, channelId } of findings)
      await transaction
        .deleteFrom('dismissedFindings')
        .where('storeHash', '=', storeHash)
        .where('rule', '=', rule)
        .where('channelId', '=', toColumn(channelId))
        .execute();
  });
}
