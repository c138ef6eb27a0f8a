'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { AppError } from '@/lib/errors';
import { VisuallyHidden } from '../ui/visually-hidden';
import { Notice } from '../ui/notice';
import { useErrorWords } from './use-error-words';

interface CountdownNoticeProps {
  error: AppError;
  seconds: number;
  onCancel: () => void;
}

function useSecondsLeft(seconds: number): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}

/** The store is busy, and we try again by ourselves. The seconds are shown; read out is only that we do. */
export function CountdownNotice({ error, seconds, onCancel }: CountdownNoticeProps) {
  const t = useTranslations('saving');
  const { title, detail } = useErrorWords(error);
  const left = useSecondsLeft(seconds);
  return (
    <Notice
      type="warning"
      role="alert"
      title={title}
      actions={
        <Button type="button" variant="secondary" mobileWidth="auto" onClick={onCancel}>
          {t('cancelRetry')}
        </Button>
      }
    >
      <Text marginBottom="none">
        {detail} <span aria-hidden>{t('countdown', { seconds: left })}</span>
        <VisuallyHidden>{t('countdownOnce')}</VisuallyHidden>
      </Text>
    </Notice>
  );
}
