import { useMemo } from 'react';
import type { CheckedStore } from '@/lib/checks/checked-store';
import { type DismissedFinding, dismissalOf, type Finding, findingsOf } from '@/lib/checks/findings';
import type { Market } from '@/lib/checks/checked-store';
import type { CheckFacts } from '@/lib/settings/storefront-facts';
import { outcomeOf } from '../data/scope-settings';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { usePolicyChecks } from '../data/use-policy-checks';

/** The input of the rules, as far as it is known, and how much is missing. */
export interface CheckedReads {
  /** `null` until the global settings were read. */
  store: CheckedStore | null;
  /** The number of storefronts, of those that were read or failed, and of those that failed. */
  all: number;
  known: number;
  failed: number;
}

interface FurtherReads {
  /** `null` where it is not known. */
  market: Market | null;
  /** `null` until they were read. */
  facts: CheckFacts | null;
}

export function useCheckedReads({ market, facts }: FurtherReads): CheckedReads {
  const { global, groups, storefronts } = useStoreReads();
  const { scopes } = useSettingsState();
  const { results } = usePolicyChecks();
  const settings = global.tagged?.settings ?? null;
  const { list, complete } = storefronts;
  return useMemo(() => {
    const outcomes = (list ?? []).map(({ id }) => ({ id, outcome: outcomeOf(scopes.get(id)) }));
    const read = outcomes.flatMap(({ id, outcome }) =>
      outcome?.kind === 'read' ? [{ id, settings: outcome.tagged.settings }] : [],
    );
    return {
      store: settings && {
        global: settings,
        storefronts: read,
        complete: complete && read.length === outcomes.length,
        groups: groups.list,
        policyChecks: results,
        market,
        facts,
      },
      all: outcomes.length,
      known: outcomes.filter(({ outcome }) => outcome !== null).length,
      failed: outcomes.filter(({ outcome }) => outcome?.kind === 'failed').length,
    };
  }, [settings, list, complete, scopes, groups.list, results, market, facts]);
}

export interface SortedFindings {
  open: Finding[];
  dismissed: { finding: Finding; dismissal: DismissedFinding }[];
}

/** Applies the rules, and separates open findings from dismissed ones. */
export function sortFindings(
  store: CheckedStore | null,
  dismissals: readonly DismissedFinding[],
): SortedFindings {
  const sorted: SortedFindings = { open: [], dismissed: [] };
  for (const finding of store === null ? [] : findingsOf(store)) {
    const dismissal = dismissalOf(finding, dismissals);
    if (dismissal === undefined) sorted.open.push(finding);
    else sorted.dismissed.push({ finding, dismissal });
  }
  return sorted;
}
