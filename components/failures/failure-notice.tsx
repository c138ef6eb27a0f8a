'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { AppError, ErrorCode } from '@/lib/errors';
import { useErrorWords } from './use-error-words';
import { Notice } from '../ui/notice';

interface FailureNoticeProps {
  error: AppError;
  onTryAgain: () => void;
}

/** Failures that may be gone a moment later. The others need something else than one more try. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'store_conflict',
  'store_locked',
  'store_rate_limited',
  'store_failed',
  'store_unreadable',
  'store_unavailable',
  'store_timeout',
  'database_unavailable',
  'offline',
  'internal',
]);

/** What went wrong, that nothing was lost, and what to do. */
export function FailureNotice({ error, onTryAgain }: FailureNoticeProps) {
  const t = useTranslations('app');
  const { title, detail, action } = useErrorWords(error);
  const tryAgain = passing.has(error.code) ? (
    <Button type="button" variant="secondary" mobileWidth="auto" onClick={onTryAgain}>
      {t('tryAgain')}
    </Button>
  ) : undefined;
  return (
    // Opening the app again is a step on the way, not a fault.
    <Notice
      type={error.code === 'session_missing' ? 'info' : 'error'}
      role="alert"
      title={title}
      actions={tryAgain}
    >
      <Text marginBottom="none">
        {detail} {action}
      </Text>
    </Notice>
  );
}
