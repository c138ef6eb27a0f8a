import { wantedSettings } from '@/lib/settings/bulk-choices';
import { type CopiedSettings, copySettings } from '@/lib/settings/bulk-plan';
import { type CustomerSettings, isInheritable, settingFields } from '@/lib/settings/customer-settings';
import type { BulkRequest } from './choose-step';
import type { NamedScope, Proposal } from '../change-run/proposal';
import type { ReadOutcomes } from '../data/scope-settings';

function wantedBy(
  { mode, source, choices }: BulkRequest,
  global: CustomerSettings,
  outcomes: ReadOutcomes,
): CopiedSettings {
  if (mode === 'set') return { wanted: wantedSettings(choices), notCopied: [] };
  const outcome = source === null ? undefined : outcomes.get(source);
  if (outcome?.kind !== 'read') return { wanted: {}, notCopied: [] };
  // A setting that the store itself lacks is not reported as missing on a storefront.
  const fields = settingFields.filter((field) => !isInheritable(field) || global[field] !== undefined);
  return copySettings(outcome.tagged.settings, fields);
}

/** Makes the proposal of a bulk change: the same settings for many storefronts. */
export function bulkProposal(
  request: BulkRequest,
  storefronts: readonly NamedScope[],
  global: CustomerSettings,
  nameOf: (channelId: number) => string,
): Proposal {
  const copied = request.mode === 'copy' ? request.source : null;
  return {
    source: 'bulk',
    scopes: storefronts,
    copiedFrom: copied === null ? null : { id: copied, name: nameOf(copied) },
    want(outcomes) {
      const { wanted, notCopied } = wantedBy(request, global, outcomes);
      return { wanted: new Map(storefronts.map(({ id }) => [id, wanted])), notCopied };
    },
    restores: new Map(),
    notRestored: [],
    gone: [],
    leftOutOfFile: [],
  };
}
