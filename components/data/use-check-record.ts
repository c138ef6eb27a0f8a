import useSWR from 'swr';
import useSWRMutation from 'swr/mutation';
import type { DismissalRequest } from '@/lib/api/checks-api';
import type { CheckRecord } from '@/lib/api/checks-wire';
import type { CheckFacts } from '@/lib/settings/storefront-facts';
import { type AppError, toAppError } from '@/lib/errors';
import { useOpenedStore } from '../shell/opened-store';

export interface CheckRecordRead {
  /** `null` until it was read. */
  record: CheckRecord | null;
  failure: AppError | null;
  readAgain: () => void;
  /** Calls findings not relevant, or relevant again. @returns false where it failed; `notSaved` says why */
  dismiss: (dismissal: DismissalRequest) => Promise<boolean>;
  dismissing: boolean;
  notSaved: AppError | null;
}

/** The app's records about the checks of the store. */
export function useCheckRecord(): CheckRecordRead {
  const { api, storeHash } = useOpenedStore();
  const key = ['checks', storeHash];
  const read = useSWR<CheckRecord, unknown>(key, () => api.getCheckRecord(), { revalidateOnFocus: false });
  const save = useSWRMutation<undefined, unknown, readonly string[], DismissalRequest>(
    key,
    async (_key, { arg }) => {
      await api.dismissFindings(arg);
      return undefined;
    },
    { throwOnError: false },
  );
  return {
    record: read.data ?? null,
    failure: read.error === undefined || read.data !== undefined ? null : toAppError(read.error),
    readAgain: () => void read.mutate(),
    dismiss: (dismissal) =>
      save.trigger(dismissal, { throwOnError: true }).then(
        () => true,
        () => false,
      ),
    dismissing: save.isMutating,
    notSaved: save.error === undefined ? null : toAppError(save.error),
  };
}

export interface CheckFactsAnswer {
  /** `null` until they were read. */
  facts: CheckFacts | null;
  failure: AppError | null;
  readAgain: () => void;
}

/**
 * Returns the facts for the rules that need further reads of BigCommerce. Only a caller that shows the checks makes these
 * reads; other callers get the facts that it has read.
 *
 * @param shown whether the caller shows the checks
 */
export function useCheckFacts({ shown }: { shown: boolean }): CheckFactsAnswer {
  const { api, storeHash } = useOpenedStore();
  const read = useSWR<CheckFacts, unknown>(
    ['check-facts', storeHash],
    shown ? () => api.getCheckFacts() : null,
    {
      revalidateOnFocus: false,
    },
  );
  return {
    facts: read.data ?? null,
    failure: read.error === undefined || read.data !== undefined ? null : toAppError(read.error),
    readAgain: () => void read.mutate(),
  };
}
