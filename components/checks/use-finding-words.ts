import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { Finding } from '@/lib/checks/findings';
import type { FindingGroup } from '@/lib/checks/group-findings';
import { useStoreReads } from '../data/store-reads';
import { usePolicyChecks } from '../data/use-policy-checks';
import { readerTimeZone } from '../ui/day';
import { usePolicyCheckWords } from '../setting-fields/use-policy-check-words';
import { useSettingWords } from '../setting-fields/use-setting-words';
import { useJoinedTexts } from '../ui/use-joined-texts';

export interface FindingWords {
  title: (group: FindingGroup) => string;
  /** The meaning for shoppers. */
  meaning: (group: FindingGroup) => string;
  /** The next step for the user. */
  action: (group: FindingGroup) => string;
  /** The name of a place: a storefront, which may be deleted, or the global settings. */
  place: (channelId: Finding['channelId'], lastName?: string | null) => string;
}

/** The name of a language in the user's one; the tag itself where it is none. */
function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag.replaceAll('_', '-')) ?? tag;
  } catch {
    return tag;
  }
}

/** The texts of findings. */
export function useFindingWords(): FindingWords {
  const t = useTranslations();
  const format = useFormatter();
  const locale = useLocale();
  const { groups, storefronts } = useStoreReads();
  const { resultOf } = usePolicyChecks();
  const { groupName } = useSettingWords(groups.list);
  const checkWords = usePolicyCheckWords();
  const joined = useJoinedTexts();

  function place(channelId: Finding['channelId'], lastName: string | null = null): string {
    if (channelId === null) return t('checks.global');
    const name = storefronts.list?.find(({ id }) => id === channelId)?.name;
    return name ?? lastName ?? t('storefront.id', { id: String(channelId) });
  }

  /** Every placeholder that a rule's text can have. */
  function values({ facts }: FindingGroup) {
    const { id = '', other = '', url = '', market, storefront = '', at, language = '' } = facts;
    const check = resultOf(url);
    return {
      currency: '',
      ...facts,
      group: id === '' ? '' : groupName(Number(id)),
      otherGroup: other === '' ? '' : groupName(Number(other)),
      market: market === undefined ? '' : t(`checks.markets.${market as 'eea'}`),
      reason: check === undefined ? '' : joined.sentences(checkWords.sentences(check)),
      storefront: storefront === '' ? '' : place(Number(storefront)),
      date:
        at === undefined
          ? ''
          : format.dateTime(new Date(at), { dateStyle: 'long', timeZone: readerTimeZone }),
      languageName: languageName(language, locale),
    };
  }

  return {
    place,
    title: (group) => t(`checks.rules.${group.rule}.title`, values(group)),
    meaning: (group) => t(`checks.rules.${group.rule}.meaning`, values(group)),
    action: (group) => t(`checks.rules.${group.rule}.action`, values(group)),
  };
}
