import useSWR from 'swr';
import useSWRMutation from 'swr/mutation';
import type { DismissalRequest } from '@/lib/api/checks-api';
import type { CheckRecord } from '@/lib/api/checks-wire';
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
