'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';
import { Countdown } from '../ui/countdown';

interface PauseNoticeProps {
  /** In milliseconds since the epoch. */
  until: number;
  /** `rateLimit`: BigCommerce's rate limit. `outage`: the app's server does not answer. */
  reason: 'rateLimit' | 'outage';
}

/** A notice that everything waits, with a visible countdown. The step's own status reads it out once. */
export function PauseNotice({ until, reason }: PauseNoticeProps) {
  const t = useTranslations('bulk.pause');
  return (
    <Notice type="warning" title={t('title', { reason })}>
      <Text marginBottom="none">
        <span>{t('detail', { reason })}</span>{' '}
        <Countdown key={until} until={until} text={(seconds) => t('countdown', { seconds })} />
      </Text>
    </Notice>
  );
}
