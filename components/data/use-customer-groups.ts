import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import useSWR from 'swr';
import type { CustomerGroupList } from '@/lib/settings/customer-group';
import { useOpenedStore } from '../shell/opened-store';
import { isReadFailure, type ReadFailure } from '../shell/initial-reads';

export interface CustomerGroupsRead {
  list: CustomerGroupList;
  failed: boolean;
  reading: boolean;
  readAgain: () => void;
}

const nothingRead: CustomerGroupList = { groups: [], complete: false };

/** Names groups without a name by their id. */
function withNames(list: CustomerGroupList, toName: (id: number) => string): CustomerGroupList {
  return {
    ...list,
    groups: list.groups.map((group) => ({ ...group, name: group.name || toName(group.id) })),
  };
}

/** @param initial what the server read for this page, maybe not all of it, `null` when it did not read */
export function useCustomerGroups(initial: CustomerGroupList | ReadFailure | null): CustomerGroupsRead {
  const t = useTranslations('groups');
  const { api, storeHash } = useOpenedStore();
  const failedAtFirst = isReadFailure(initial);
  const first = initial === null || isReadFailure(initial) ? null : initial;
  const { data, error, isValidating, mutate } = useSWR<CustomerGroupList, unknown>(
    ['customer-groups', storeHash],
    () => api.getCustomerGroups(),
    {
      ...(first === null ? {} : { fallbackData: first }),
      revalidateOnMount: !failedAtFirst && first?.complete !== true,
      // Not revalidated: thousands of groups are many requests, and they seldom change.
      focusThrottleInterval: 300_000,
    },
  );

  const list = useMemo(() => withNames(data ?? nothingRead, (id) => t('unnamed', { id })), [data, t]);
  return {
    list,
    failed: !list.complete && !isValidating && (error !== undefined || (failedAtFirst && data === undefined)),
    reading: isValidating,
    readAgain: () => void mutate(),
  };
}
