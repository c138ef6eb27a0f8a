'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';
import { Countdown } from '../ui/countdown';

interface PauseNoticeProps {
  /** In milliseconds since the epoch. */
  until: number;
  /** `rateLimit`: BigCommerce makes us wait. `outage`: the app itself gives no answer. */
  reason: 'rateLimit' | 'outage';
}

/** Everything waits. The seconds are shown as they pass; the step's own status says it aloud, once. */
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
