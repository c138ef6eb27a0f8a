import type { CheckedScope } from '@/lib/checks/checked-store';
import { groupFindings } from '@/lib/checks/group-findings';
import type { FactKind } from '@/lib/settings/storefront-facts';
import { useStoreReads } from '../data/store-reads';
import type { CheckFactsAnswer, CheckRecordRead } from '../data/use-check-record';
import { useOpenedStore } from '../shell/opened-store';
import { dayOf } from '../ui/day';
import { downloadJson } from '../ui/download-file';
import type { HandedFile } from '../ui/handed-file';
import type { FindingWords } from './use-finding-words';
import type { SortedFindings } from './use-findings';

interface ReportInput {
  scopes: readonly CheckedScope[];
  sorted: SortedFindings;
  record: CheckRecordRead;
  further: CheckFactsAnswer;
  words: FindingWords;
}

const allFacts: readonly FactKind[] = ['hosts', 'currencies', 'languages'];

/** Lists the storefronts and facts that could not be read, so that no rule was applied to them. */
function useNotChecked({ scopes, record, further }: ReportInput) {
  const { groups, storefronts } = useStoreReads();
  const read = new Set(scopes.map(({ channelId }) => channelId));
  return {
    storefronts: (storefronts.list ?? []).map(({ id }) => id).filter((id) => !read.has(id)),
    further_storefronts: !storefronts.complete,
    facts: further.facts?.missing ?? allFacts,
    market: (record.record?.market ?? null) === null,
    groups: !groups.list.complete,
  };
}

/** @returns writes what is shown as a file, with its date and with what could not be checked */
export function useReport(input: ReportInput): () => HandedFile {
  const { scopes, sorted, words } = input;
  const { storeHash } = useOpenedStore();
  const notChecked = useNotChecked(input);
  return () => {
    const now = Date.now();
    const report = {
      state_of: new Date(now).toISOString(),
      store: storeHash,
      settings: scopes.map(({ channelId, settings }) => ({
        channel_id: channelId,
        name: words.place(channelId),
        ...settings,
      })),
      findings: groupFindings(sorted.open).map((group) => ({
        rule: group.rule,
        severity: group.severity,
        title: words.title(group),
        meaning: words.meaning(group),
        places: group.findings.map(({ channelId }) => ({
          channel_id: channelId,
          name: words.place(channelId),
        })),
      })),
      not_relevant: sorted.dismissed.map(({ finding, dismissal }) => ({
        rule: finding.rule,
        channel_id: finding.channelId,
        reason: dismissal.reason,
        since: new Date(dismissal.dismissedAt).toISOString(),
      })),
      not_checked: notChecked,
    };
    return downloadJson(report, `consent-${storeHash}-${dayOf(now)}.json`);
  };
}
