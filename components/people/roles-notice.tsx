'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useOpenedStore } from '../shell/opened-store';
import { PlaceLink } from '../shell/place-link';
import { Notice } from '../ui/notice';

/** Informs the owner once that there are roles, after the update that brought them. */
export function RolesNotice() {
  const t = useTranslations();
  const { api } = useOpenedStore();
  const [closed, setClosed] = useState(false);
  if (closed) return null;

  function close() {
    setClosed(true);
    // Where this fails, the notice comes again with the next opening.
    api.dismissRolesNotice().catch(() => undefined);
  }

  return (
    <Notice
      type="info"
      title={t('people.noticeTitle')}
      close={{ label: t('app.close'), onClose: close }}
      actions={<PlaceLink to={{ view: 'people' }}>{t('people.noticeAction')}</PlaceLink>}
    >
      <Text marginBottom="none">{t('people.noticeDetail')}</Text>
    </Notice>
  );
}
