import { useFormatter, useTranslations } from 'next-intl';
import { type PolicyCheck, type PolicyCheckProblem, policyCheckProblems } from '@/lib/settings/policy-check';

export interface PolicyCheckWords {
  /** The result in sentences. */
  sentences: (check: PolicyCheck) => string[];
  /** How long ago that was, as a sentence. */
  checkedAt: (check: PolicyCheck) => string;
}

function hostOf(address: string): string {
  return URL.parse(address)?.hostname ?? address;
}

/** The results of checks of policy addresses, in words. */
export function usePolicyCheckWords(): PolicyCheckWords {
  const t = useTranslations('policyCheck');
  const format = useFormatter();

  function problem(kind: PolicyCheckProblem, check: PolicyCheck): string {
    const { failure, finalUrl, status, contentType } = check;
    const reason =
      failure === null ? '' : t(`failures.${failure}`, { address: finalUrl, host: hostOf(finalUrl) });
    return t(`problems.${kind}`, {
      reason,
      status: String(status),
      type: contentType ?? t('unknownType'),
      host: hostOf(finalUrl),
    });
  }

  return {
    sentences(check) {
      const problems = policyCheckProblems(check);
      const isFine = problems.every((kind) => kind === 'otherHost');
      return [
        ...(isFine ? [t('fine')] : []),
        ...problems.map((kind) => problem(kind, check)),
        ...(check.redirects > 0 && check.failure === null
          ? [t('redirected', { address: check.finalUrl })]
          : []),
      ];
    },
    checkedAt: ({ checkedAt }) => t('checkedAt', { when: format.relativeTime(checkedAt, Date.now()) }),
  };
}
