'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type AppError, canRetry } from '@/lib/errors';
import { useErrorWords, useReadingWords } from './use-error-words';
import { Notice } from '../ui/notice';
import { useJoinedTexts } from '../ui/use-joined-texts';

interface FailureNoticeProps {
  error: AppError;
  /** Whether it is about a read, which can neither have saved nor lost anything. */
  reading?: boolean;
  onTryAgain: () => void;
}

/** Explains an error: what happened, that nothing was lost, and the next step. */
export function FailureNotice({ error, reading = false, onTryAgain }: FailureNoticeProps) {
  const t = useTranslations('app');
  const joined = useJoinedTexts();
  const words = useErrorWords(error);
  const readingWords = useReadingWords(error);
  const { title, detail, action } = reading ? readingWords : words;
  const tryAgain = canRetry(error) ? (
    <Button type="button" variant="secondary" mobileWidth="auto" onClick={onTryAgain}>
      {t('tryAgain')}
    </Button>
  ) : undefined;
  return (
    // Opening the app again is a next step, not an error.
    <Notice
      type={error.code === 'session_missing' ? 'info' : 'error'}
      role="alert"
      title={title}
      actions={tryAgain}
    >
      <Text marginBottom="none">{joined.sentences([detail, action])}</Text>
    </Notice>
  );
}
