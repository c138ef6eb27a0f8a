'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { Notice } from '../ui/notice';
import { useSecondsUntil } from '../ui/use-seconds-until';

/** The store's rate limit makes us wait. The seconds are shown as they pass; the step's own status says it aloud, once. */
export function PauseNotice({ until }: { until: number }) {
  const t = useTranslations('bulk.pause');
  const seconds = useSecondsUntil(until);
  return (
    <Notice type="warning" title={t('title')}>
      <Text marginBottom="none">
        {t('detail')} {t('countdown', { seconds })}
      </Text>
    </Notice>
  );
}
