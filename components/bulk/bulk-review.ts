import type { AppError } from '@/lib/errors';
import {
  changesSomething,
  type CopiedSettings,
  copySettings,
  planBulkChange,
  type StorefrontPlan,
} from '@/lib/settings/bulk-plan';
import { wantedSettings } from '@/lib/settings/bulk-choices';
import {
  type CustomerSettings,
  isInheritable,
  storefrontFields,
  type StorefrontSettings,
} from '@/lib/settings/customer-settings';
import type { BulkSave } from './bulk-run';
import type { BulkRequest } from './choose-step';
import type { FreshAnswer } from './fresh-read';

/** What there is to review, once everything was read. */
export interface BulkReview {
  /** The storefronts that change. */
  plans: StorefrontPlan[];
  /** All that was read, also where nothing changes. */
  all: StorefrontPlan[];
  /** Storefronts that already are as they shall be. */
  same: number[];
  unread: { channelId: number; error: AppError }[];
  notCopied: CopiedSettings['notCopied'];
  saves: BulkSave[];
}

type Answers = ReadonlyMap<number, FreshAnswer>;

/** The settings of the storefront to copy from could not be read. */
export function sourceFailure({ mode, source }: BulkRequest, answers: Answers): AppError | null {
  const answer = mode === 'copy' && source !== null ? answers.get(source) : undefined;
  return answer?.kind === 'failed' ? answer.error : null;
}

function wantedBy(
  { mode, source, choices }: BulkRequest,
  global: CustomerSettings,
  answers: Answers,
): CopiedSettings {
  if (mode === 'set') return { wanted: wantedSettings(choices), notCopied: [] };
  const answer = source === null ? undefined : answers.get(source);
  if (answer?.kind !== 'read') return { wanted: {}, notCopied: [] };
  // What the store itself does not have, nobody misses on a storefront.
  const fields = storefrontFields.filter((field) => !isInheritable(field) || global[field] !== undefined);
  return copySettings(answer.tagged.settings, fields);
}

/**
 * What the request comes to, given what the storefronts hold.
 *
 * @param channelIds the storefronts to change, in the order in which people see them
 */
export function reviewBulkChange(
  request: BulkRequest,
  channelIds: readonly number[],
  global: CustomerSettings,
  answers: Answers,
): BulkReview {
  const { wanted, notCopied } = wantedBy(request, global, answers);
  const current = new Map<number, StorefrontSettings>();
  const etags = new Map<number, string>();
  const unread: BulkReview['unread'] = [];
  for (const channelId of channelIds) {
    const answer = answers.get(channelId);
    if (answer?.kind === 'failed') unread.push({ channelId, error: answer.error });
    if (answer?.kind !== 'read') continue;
    current.set(channelId, answer.tagged.settings);
    etags.set(channelId, answer.tagged.etag);
  }
  const all = planBulkChange(wanted, current);
  const plans = all.filter(changesSomething);
  return {
    plans,
    all,
    same: all
      .filter((plan) => !changesSomething(plan) && plan.missing.length === 0)
      .map(({ channelId }) => channelId),
    unread,
    notCopied,
    saves: plans.map(({ channelId, changes }) => ({ channelId, changes, etag: etags.get(channelId) ?? '' })),
  };
}
