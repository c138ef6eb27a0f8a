import { useTranslations } from 'next-intl';
import type { Followers } from '../data/known-overrides';
import { useListFormat } from '../ui/use-list-format';

/** More names than this are only counted. */
const mostNames = 5;

interface FollowerWords {
  /** The consequence of turning consent off, for shoppers of these storefronts or of a store without several. */
  consentOff: (names: readonly string[]) => string;
  /** The storefronts that follow the store, one sentence each for known and unknown ones. */
  followers: (followers: Followers) => string[];
  /** Of how many storefronts it is not known; none where it is of all. */
  unknown: (followers: Followers) => string[];
}

/** The texts about storefronts that follow the store. */
export function useFollowerWords(): FollowerWords {
  const t = useTranslations('consentOff');
  const formatList = useListFormat();
  const values = (names: readonly string[]) => ({
    count: names.length,
    names: formatList(names.slice(0, mostNames)),
    more: Math.max(0, names.length - mostNames),
  });
  const unknown = ({ unknown: count }: Followers) => (count === 0 ? [] : [t('unknown', { count })]);
  return {
    consentOff: (names) => (names.length === 0 ? t('here') : t('storefronts', values(names))),
    followers(followers) {
      const names = followers.storefronts.map(({ name }) => name);
      return [...(names.length === 0 ? [] : [t('followers', values(names))]), ...unknown(followers)];
    },
    unknown,
  };
}
