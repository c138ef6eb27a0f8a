'use client';

import { Text } from '@bigcommerce/big-design';
import { useLocale, useTranslations } from 'next-intl';
import useSWR from 'swr';
import { useOpenedStore } from '../shell/opened-store';
import { useAllows } from '../shell/use-role';
import { Notice } from '../ui/notice';

/** A notice for users who may see everything and change nothing: why, and whom to ask. */
export function ReadOnlyNotice() {
  return useAllows('write') ? null : <WhomToAsk />;
}

function WhomToAsk() {
  const t = useTranslations('people.readOnly');
  const locale = useLocale();
  const { api, storeHash, admins } = useOpenedStore();
  const { data } = useSWR<readonly string[], unknown>(
    ['admins', storeHash],
    () => api.getAdmins(),
    admins === null ? {} : { fallbackData: admins, revalidateOnMount: false },
  );
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(data ?? []);
  return (
    <Notice type="info" title={t('title')}>
      <Text marginBottom="none">{names === '' ? t('askOwner') : t('ask', { names })}</Text>
    </Notice>
  );
}
