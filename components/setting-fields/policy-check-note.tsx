'use client';

import { Link, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';
import type { AppError } from '@/lib/errors';
import { isPolicyReadable, type PolicyCheck } from '@/lib/settings/policy-check';
import { policyUrlFault } from '@/lib/settings/policy-url';
import { usePolicyChecks } from '../data/use-policy-checks';
import { useErrorWords } from '../failures/use-error-words';
import { useAllows } from '../shell/use-role';
import { ActionButton } from '../ui/action-button';
import { VisuallyHidden } from '../ui/visually-hidden';
import { PolicyCheckRow } from './policy-check-row';
import { usePolicyCheckWords } from './use-policy-check-words';

interface PolicyCheckNoteProps {
  /** The address as it stands in the field. */
  url: string;
  /** An address that was just saved; a new object for each save. */
  saved: { url: string } | null;
}

/** Whether the check found the page, in sentences. */
function Result({ check }: { check: PolicyCheck }) {
  const words = usePolicyCheckWords();
  const color = isPolicyReadable(check) ? 'secondary60' : 'danger50';
  return (
    <>
      {words.sentences(check).map((sentence) => (
        <Small key={sentence} color={color} marginBottom="none">
          {sentence}
        </Small>
      ))}
      <Small marginBottom="none">{words.checkedAt(check)}</Small>
    </>
  );
}

/** Why there is no result. */
function NotChecked({ error }: { error: AppError }) {
  const t = useTranslations('policyCheck');
  const { title, action } = useErrorWords(error);
  return (
    <Small color="danger50" marginBottom="none">
      {t('notChecked', { title, action })}
    </Small>
  );
}

/** Checks whether shoppers can open the policy page, on demand and after a save, and shows what was found. */
export function PolicyCheckNote({ url, saved }: PolicyCheckNoteProps) {
  const t = useTranslations('policyCheck');
  const app = useTranslations('app');
  const { resultOf, check, checking, failure } = usePolicyChecks();
  const allowed = useAllows('write');
  const canCheck = url !== '' && policyUrlFault(url) === null;
  const result = resultOf(url);
  const checkSaved = useEffectEvent((address: string) => void check(address));

  useEffect(() => {
    if (saved !== null) checkSaved(saved.url);
  }, [saved]);

  return (
    <>
      <PolicyCheckRow>
        {allowed && (
          <ActionButton
            type="button"
            variant="subtle"
            label={t('check')}
            busyLabel={t('checking')}
            off={!canCheck}
            busy={checking}
            onClick={() => void check(url)}
          />
        )}
        {canCheck && (
          <Link href={url} target="_blank" rel="noopener noreferrer" external>
            {t('open')} <VisuallyHidden>{app('newWindow')}</VisuallyHidden>
          </Link>
        )}
      </PolicyCheckRow>
      <div role="status">
        {failure !== null && !checking && <NotChecked error={failure} />}
        {result !== undefined && canCheck && <Result check={result} />}
      </div>
    </>
  );
}
