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

/** @param initial what the server read for this page, maybe not all of it, `null` when it did not read */
export function useCustomerGroups(initial: CustomerGroupList | ReadFailure | null): CustomerGroupsRead {
  const { api, storeHash } = useOpenedStore();
  const failedAtFirst = isReadFailure(initial);
  const first = initial === null || isReadFailure(initial) ? null : initial;
  const { data, error, isValidating, mutate } = useSWR<CustomerGroupList, unknown>(
    ['customer-groups', storeHash],
    () => api.getCustomerGroups(),
    {
      ...(first === null ? {} : { fallbackData: first }),
      revalidateOnMount: !failedAtFirst && first?.complete !== true,
      // Thousands of groups are many requests, and they seldom change.
      focusThrottleInterval: 300_000,
    },
  );

  const list = data ?? nothingRead;
  return {
    list,
    failed: !list.complete && !isValidating && (error !== undefined || (failedAtFirst && data === undefined)),
    reading: isValidating,
    readAgain: () => void mutate(),
  };
}
