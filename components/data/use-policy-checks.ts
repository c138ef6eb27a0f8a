import useSWR from 'swr';
import useSWRMutation from 'swr/mutation';
import { type AppError, toAppError } from '@/lib/errors';
import type { PolicyCheck } from '@/lib/settings/policy-check';
import { useOpenedStore } from '../shell/opened-store';

export interface PolicyChecks {
  /** All results within a day, newest first. */
  results: readonly PolicyCheck[];
  /** The newest result for an address within a day; `undefined` where there is none. */
  resultOf: (url: string) => PolicyCheck | undefined;
  /** Checks an address. Never rejects: `failure` says why there is no result. */
  check: (url: string) => Promise<void>;
  /** Checks an address, and rejects where there is no result. */
  checkOrThrow: (url: string) => Promise<unknown>;
  checking: boolean;
  /** Why the last check could not be made. */
  failure: AppError | null;
}

const noChecks: PolicyCheck[] = [];

/** Puts the result of an address first, in the place of its earlier one. */
function withCheck(check: PolicyCheck, checks = noChecks): PolicyCheck[] {
  return [check, ...checks.filter(({ url }) => url !== check.url)];
}

/** The checks of the store's policy addresses. All users of the hook share the results. */
export function usePolicyChecks(): PolicyChecks {
  const { api, storeHash } = useOpenedStore();
  const key = ['policy-checks', storeHash];
  // Where the results cannot be read, every address looks unchecked and can be checked.
  const { data = noChecks, mutate } = useSWR<PolicyCheck[], unknown>(key, () => api.getPolicyChecks(), {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  const { trigger, isMutating, error } = useSWRMutation<
    PolicyCheck,
    unknown,
    readonly string[],
    string,
    PolicyCheck[]
  >(key, (_key, { arg }) => api.checkPolicyUrl(arg), {
    populateCache: withCheck,
    revalidate: false,
    throwOnError: false,
  });
  return {
    results: data,
    resultOf: (url) => data.find((check) => check.url === url),
    async check(url) {
      await trigger(url);
    },
    // Not by the mutation above: of several at once, SWR keeps the result of the last one only.
    async checkOrThrow(url) {
      const check = await api.checkPolicyUrl(url);
      await mutate((checks) => withCheck(check, checks), { revalidate: false });
    },
    checking: isMutating,
    failure: error === undefined ? null : toAppError(error),
  };
}
