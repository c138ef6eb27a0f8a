import { useTranslations } from 'next-intl';
import type { Finding } from '@/lib/checks/findings';
import type { FindingGroup } from '@/lib/checks/group-findings';
import { useStoreReads } from '../data/store-reads';
import { usePolicyChecks } from '../data/use-policy-checks';
import { usePolicyCheckWords } from '../setting-fields/use-policy-check-words';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useJoinedTexts } from '../ui/use-joined-texts';

export interface FindingWords {
  title: (group: FindingGroup) => string;
  /** The meaning for shoppers. */
  meaning: (group: FindingGroup) => string;
  /** The next step for the user. */
  action: (group: FindingGroup) => string;
  /** The name of a place: a storefront, or the global settings. */
  place: (channelId: Finding['channelId']) => string;
}

/** The texts of findings. */
export function useFindingWords(): FindingWords {
  const t = useTranslations();
  const { groups, storefronts } = useStoreReads();
  const { resultOf } = usePolicyChecks();
  const { groupName } = useSettingWords(groups.list);
  const checkWords = usePolicyCheckWords();
  const joined = useJoinedTexts();

  /** Every placeholder that a rule's text can have. */
  function values({ facts }: FindingGroup) {
    const { id = '', url = '', market, by = '', currency = '' } = facts;
    const check = resultOf(url);
    return {
      id,
      url,
      by,
      currency,
      group: id === '' ? '' : groupName(Number(id)),
      market: market === undefined ? '' : t(`checks.markets.${market as 'eea'}`),
      reason: check === undefined ? '' : joined.sentences(checkWords.sentences(check)),
    };
  }

  return {
    title: (group) => t(`checks.rules.${group.rule}.title`, values(group)),
    meaning: (group) => t(`checks.rules.${group.rule}.meaning`, values(group)),
    action: (group) => t(`checks.rules.${group.rule}.action`, values(group)),
    place(channelId) {
      if (channelId === null) return t('checks.global');
      const name = storefronts.list?.find(({ id }) => id === channelId)?.name;
      return name ?? t('storefront.id', { id: String(channelId) });
    },
  };
}
