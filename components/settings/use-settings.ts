import useSWR from 'swr';
import type { TaggedSettings } from '@/lib/api-client';
import { AppError } from '@/lib/errors';
import { useOpenedStore } from '../opened-store';
import { isReadFailure, type ReadFailure } from './initial-reads';

export interface SettingsRead {
  /** What the store holds, as far as we know. */
  tagged: TaggedSettings | null;
  failure: AppError | null;
  reading: boolean;
  readAgain: () => void;
  /** Takes over what a save answered, without asking again. */
  take: (tagged: TaggedSettings) => void;
}

/** @param initial what the server read for this page, `null` when it did not */
export function useSettings(initial: TaggedSettings | ReadFailure | null): SettingsRead {
  const { api, storeHash } = useOpenedStore();
  const failed = isReadFailure(initial) ? initial : null;
  const fallback = initial === null || isReadFailure(initial) ? {} : { fallbackData: initial };
  const { data, error, isValidating, mutate } = useSWR<TaggedSettings, unknown>(
    ['settings', storeHash],
    () => api.getSettings(),
    // What the server just read, well or not, is not asked for once more.
    { ...fallback, revalidateOnMount: initial === null },
  );

  function failure(): AppError | null {
    if (error instanceof AppError) return error;
    if (error !== undefined) return new AppError('internal');
    return data === undefined && failed !== null ? new AppError(failed.code) : null;
  }

  return {
    tagged: data ?? null,
    failure: failure(),
    reading: isValidating,
    readAgain: () => void mutate(),
    take: (tagged) => void mutate(tagged, { revalidate: false }),
  };
}
