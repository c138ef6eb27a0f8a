'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AppError } from '@/lib/errors';
import { Countdown } from '../ui/countdown';
import { Notice } from '../ui/notice';
import { useErrorWords } from './use-error-words';

interface CountdownNoticeProps {
  error: AppError;
  seconds: number;
  onCancel: () => void;
}

/**
 * A notice that the store is busy and that the app retries. The seconds are visible; screen readers read out the rest
 * once.
 */
export function CountdownNotice({ error, seconds, onCancel }: CountdownNoticeProps) {
  const t = useTranslations('saving');
  const { title, detail } = useErrorWords(error);
  const [until] = useState(() => Date.now() + seconds * 1_000);
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
        <span>{detail}</span>{' '}
        <Countdown
          until={until}
          text={(left) => t('countdown', { seconds: left })}
          spoken={t('countdownOnce')}
        />
      </Text>
    </Notice>
  );
}
