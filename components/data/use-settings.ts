import useSWR from 'swr';
import type { SettingsApi, TaggedSettings } from '@/lib/api/api-client';
import { AppError, toAppError } from '@/lib/errors';
import { useOpenedStore } from '../shell/opened-store';
import { isReadFailure, type ReadFailure } from '../shell/initial-reads';

export interface SettingsRead {
  /** What BigCommerce holds, as far as we know. */
  tagged: TaggedSettings | null;
  failure: AppError | null;
  reading: boolean;
  readAgain: () => void;
  /** Takes over what a save answered, without asking again. */
  take(this: void, tagged: TaggedSettings): void;
}

interface UseSettingsOptions {
  api: SettingsApi;
  /** The storefront whose settings these are, `null` for the store. */
  channelId: number | null;
  /** What was read before, `null` when it was not. */
  initial: TaggedSettings | ReadFailure | null;
  /** What was read before is a while ago: it is shown, and read again. */
  readAtOnce?: boolean;
}

/** The settings of the store or of one storefront, read again whenever the person comes back to the tab. */
export function useSettings(options: UseSettingsOptions): SettingsRead {
  const { api, channelId, initial, readAtOnce = false } = options;
  const { storeHash } = useOpenedStore();
  const failed = isReadFailure(initial) ? initial : null;
  const fallback = initial === null || isReadFailure(initial) ? {} : { fallbackData: initial };
  const { data, error, isValidating, mutate } = useSWR<TaggedSettings, unknown>(
    ['settings', storeHash, channelId],
    () => api.get(),
    // What the server just read, well or not, is not asked for once more.
    { ...fallback, revalidateOnMount: initial === null || readAtOnce },
  );

  function failure(): AppError | null {
    if (error !== undefined) return toAppError(error);
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
