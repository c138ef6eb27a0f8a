import type { AppError } from '@/lib/errors';
import { changesSomething, type CopiedSettings, planScopes, type ScopePlan } from '@/lib/settings/bulk-plan';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { ReadOutcomes } from '../data/scope-settings';
import type { BulkSave } from './bulk-save';
import type { NamedScope, Proposal } from './proposal';

/** The contents of a review, once everything was read. */
export interface BulkReview {
  /** The scopes that change. */
  plans: ScopePlan[];
  /** All that was read, also where nothing changes. */
  all: ScopePlan[];
  /** Scopes that already are as they shall be. */
  same: (number | null)[];
  unread: { channelId: number | null; error: AppError }[];
  notCopied: CopiedSettings['notCopied'];
  saves: BulkSave[];
}

/**
 * Compares a proposal with the settings of its scopes.
 *
 * @param scopes those of the proposal to look at
 */
export function reviewProposal(
  proposal: Proposal,
  scopes: readonly NamedScope[],
  outcomes: ReadOutcomes,
): BulkReview {
  const { wanted, notCopied } = proposal.want(outcomes);
  const current = new Map<number | null, CustomerSettings>();
  const etags = new Map<number | null, string>();
  const unread: BulkReview['unread'] = [];
  for (const { id } of scopes) {
    const outcome = outcomes.get(id);
    if (outcome?.kind === 'failed') unread.push({ channelId: id, error: outcome.error });
    if (outcome?.kind !== 'read') continue;
    current.set(id, outcome.tagged.settings);
    etags.set(id, outcome.tagged.etag);
  }
  const all = planScopes(wanted, current);
  const plans = all.filter(changesSomething);
  return {
    plans,
    all,
    same: all
      .filter((plan) => !changesSomething(plan) && plan.missing.length === 0)
      .map(({ channelId }) => channelId),
    unread,
    notCopied,
    saves: plans.map(({ channelId, before, changes }) => {
      const restoresId = proposal.restores.get(channelId);
      const etag = etags.get(channelId) ?? '';
      return { channelId, before, changes, etag, ...(restoresId === undefined ? {} : { restoresId }) };
    }),
  };
}
