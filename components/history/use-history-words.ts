import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Change, ChangeAuthor, ChangeEntry, ChangeStatus } from '@/lib/settings/change';
import {
  isGroupField,
  isInheritable,
  noCustomerGroup,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { type SettingWords, useSettingWords } from '../setting-fields/use-setting-words';
import { useStoreReads } from '../data/store-reads';
import { useJoinedTexts } from '../ui/use-joined-texts';
import { useListFormat } from '../ui/use-list-format';

export interface HistoryWords {
  settings: SettingWords;
  /** The scope of a change, by its name at that time. */
  scope: (change: Pick<Change, 'channelId' | 'names'>) => string;
  /**
   * One value of a change, with groups by their names at that time, and with the store's value at that time where the
   * storefront inherited it.
   */
  value: (change: Change, field: SettingField, value: SettingValue | undefined) => string;
  author: (author: ChangeAuthor | null) => string;
  /** The summary of an entry of several changes, with their outcomes. */
  group: (entry: ChangeEntry) => string;
}

/** The order of outcomes in the summary of an entry. */
const toldStatuses = ['applied', 'partly', 'failed', 'pending'] as const satisfies readonly ChangeStatus[];

/** The texts of the history: names as they were at that time, marked where they have changed. */
export function useHistoryWords(): HistoryWords {
  const t = useTranslations();
  const formatList = useListFormat();
  const joined = useJoinedTexts();
  const { groups, storefronts } = useStoreReads();
  const settings = useSettingWords(groups.list);
  const storefrontNames = useMemo(
    () => (storefronts.list === null ? null : new Map(storefronts.list.map(({ id, name }) => [id, name]))),
    [storefronts.list],
  );

  return useMemo(() => {
    function marked(then: string, now: string | null): string {
      if (now === null) return t('history.deleted', { name: then });
      return now === then ? then : t('history.renamed', { name: then, now });
    }

    function groupName(id: number, then: string | undefined): string {
      if (id === noCustomerGroup || then === undefined) return settings.groupName(id);
      const now = settings.names.nameOf(id);
      if (now.kind === 'deleted') return marked(then, null);
      if (now.kind === 'sameName' && now.name === then) return settings.groupName(id);
      return 'name' in now ? marked(then, now.name) : then;
    }

    function ownValue({ names }: Change, field: SettingField, value: SettingValue | undefined): string {
      if (typeof value === 'number' && isGroupField(field)) return groupName(value, names.groups?.[value]);
      return settings.text(field, value);
    }

    return {
      settings,
      scope({ channelId, names }) {
        if (channelId === null) return t('history.wholeStore');
        const now = storefrontNames?.get(channelId) ?? null;
        const then = names.storefront ?? now ?? t('matrix.unnamed', { id: String(channelId) });
        return storefrontNames === null ? then : marked(then, now);
      },
      value(change, field, value) {
        if (value !== null || !isInheritable(field)) return ownValue(change, field, value);
        const then = change.inherited?.[field];
        if (then === undefined) return t('history.inherited');
        return t('settings.globalValue', { value: ownValue(change, field, then) });
      },
      author(author) {
        if (author === null) return t('history.outside');
        const { userId, email, role } = author;
        return t('history.person', {
          name: email ?? t('history.removedUser', { id: String(userId) }),
          role,
        });
      },
      group({ change, scopes, wholeStore, statuses }) {
        const storefrontCount = wholeStore ? scopes - 1 : scopes;
        const what = joined.facts([
          ...(wholeStore ? [t('history.wholeStore')] : []),
          ...(storefrontCount > 0 ? [t(`history.groups.${change.source}`, { count: storefrontCount })] : []),
        ]);
        const became = toldStatuses.filter((status) => statuses[status] !== undefined);
        const counts = became.map((status) =>
          t(`history.counts.${status}`, { count: statuses[status] ?? 0 }),
        );
        return t('history.group', { what, counts: formatList(counts) });
      },
    };
  }, [settings, storefrontNames, t, formatList, joined]);
}
