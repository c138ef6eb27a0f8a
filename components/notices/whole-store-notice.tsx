'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useOpenedStore } from '../opened-store';
import { Notice } from './notice';

/** Who comes from a storefront's link must not believe that only this storefront is written. */
export function WholeStoreNotice() {
  const t = useTranslations('wholeStore');
  const { channelId } = useOpenedStore().link;
  if (channelId === null) return null;
  return (
    <Notice type="info" title={t('title')}>
      <Text marginBottom="none">{t('detail', { channelId: String(channelId) })}</Text>
    </Notice>
  );
}
