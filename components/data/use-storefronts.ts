import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import useSWR from 'swr';
import { type AppError, toAppError } from '@/lib/errors';
import type { Storefront, StorefrontList } from '@/lib/settings/storefront';
import { useOpenedStore } from '../shell/opened-store';
import { failureOf, isReadFailure, type ReadFailure } from '../shell/initial-reads';

export interface StorefrontsRead {
  /** `null` while they are not known. */
  list: Storefront[] | null;
  /** Whether the list has all of them. */
  complete: boolean;
  failure: AppError | null;
  reading: boolean;
  readAgain: () => void;
}

/** @param initial what the server read for this page, maybe not all of it, `null` when it did not read */
export function useStorefronts(initial: StorefrontList | ReadFailure | null): StorefrontsRead {
  const t = useTranslations('matrix');
  const { api, storeHash } = useOpenedStore();
  const failed = isReadFailure(initial) ? initial : null;
  const first = initial === null || isReadFailure(initial) ? null : initial;
  const { data, error, isValidating, mutate } = useSWR<Storefront[], unknown>(
    ['storefronts', storeHash],
    () => api.getStorefronts(),
    // Storefronts seldom come and go.
    {
      ...(first === null ? {} : { fallbackData: first.storefronts }),
      revalidateOnMount: failed === null && first?.complete !== true,
      focusThrottleInterval: 300_000,
    },
  );

  function failure(): AppError | null {
    if (error !== undefined) return toAppError(error);
    return data === undefined && failed !== null ? failureOf(failed) : null;
  }

  const list = useMemo(
    () =>
      data?.map((storefront) => ({
        ...storefront,
        name: storefront.name || t('unnamed', { id: storefront.id }),
      })),
    [data, t],
  );
  const complete = data !== undefined && (data !== first?.storefronts || first.complete);
  return {
    list: list ?? null,
    complete,
    failure: failure(),
    reading: isValidating,
    readAgain: () => void mutate(),
  };
}
