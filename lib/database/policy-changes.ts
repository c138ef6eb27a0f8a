import { sql } from 'kysely';
import { type PolicyChange, policyChangeDays } from '../settings/storefront-facts';
import { type SideEffects, valuesBefore } from '../settings/change';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { fromScopeColumn } from './change-row';
import type { Database } from './database';
import { toFieldBits } from './field-bits';

const dayMs = 24 * 60 * 60 * 1_000;

interface NewestChange {
  channelId: number | null;
  at: number;
  /** The value that was replaced. */
  before: CustomerSettings[SettingField];
}

/** For each scope, the newest change of a field since a moment. */
async function findNewestChanges(
  db: Database,
  storeHash: string,
  field: SettingField,
  since: number,
): Promise<NewestChange[]> {
  const rows = await db
    .selectFrom((outer) =>
      outer
        .selectFrom('changes')
        .select(['channelId', 'createdAt', 'before', 'sideEffects'])
        .select(
          sql<number>`row_number() over (partition by ${sql.ref('channelId')} order by ${sql.ref('createdAt')} desc, ${sql.ref('id')} desc)`.as(
            'place',
          ),
        )
        .where('storeHash', '=', storeHash)
        .where('status', 'in', ['applied', 'partly'])
        // A literal, because each field has an index with this condition: migrations/0005-history-indexes.ts.
        .where(sql<boolean>`(${sql.ref('changes.fieldBits')} & ${sql.lit(toFieldBits([field]))}) <> 0`)
        .where('createdAt', '>=', since)
        .as('newest'),
    )
    .select(['channelId', 'createdAt', 'before', 'sideEffects'])
    .where('place', '=', 1)
    .execute();
  return rows.map(({ channelId, createdAt, before, sideEffects }) => ({
    channelId: fromScopeColumn(channelId),
    at: createdAt,
    before: valuesBefore({
      before: JSON.parse(before) as CustomerSettings,
      sideEffects: sideEffects === null ? null : (JSON.parse(sideEffects) as SideEffects),
    })[field],
  }));
}

/**
 * Finds the scopes in which one policy address replaced another one lately, and when consent was changed there last.
 *
 * @param now milliseconds since the epoch
 * @returns a scope without such changes is absent
 * @throws AppError `database_unavailable`
 */
export async function findPolicyChanges(
  db: Database,
  storeHash: string,
  now: number,
): Promise<PolicyChange[]> {
  const since = now - policyChangeDays * dayMs;
  const policies = await findNewestChanges(db, storeHash, 'policyUrl', since);
  const replaced = policies.filter(({ before }) => typeof before === 'string' && before !== '');
  if (replaced.length === 0) return [];
  const consents = await findNewestChanges(db, storeHash, 'trackingConsent', since);
  const scopes = new Set([...replaced, ...consents].map(({ channelId }) => channelId));
  const timeIn = (changes: readonly NewestChange[], channelId: number | null) =>
    changes.find((change) => change.channelId === channelId)?.at ?? null;
  return [...scopes].map((channelId) => ({
    channelId,
    policyAt: timeIn(replaced, channelId),
    consentAt: timeIn(consents, channelId),
  }));
}
