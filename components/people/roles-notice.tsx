'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useOpenedStore } from '../shell/opened-store';
import { PlaceLink } from '../shell/place-link';
import { Notice } from '../ui/notice';
import { tabStorage } from '../ui/safe-storage';
import { useHydrated } from '../ui/use-hydrated';

/** Informs the owner once that there are roles, after the update that brought them. */
export function RolesNotice() {
  const t = useTranslations();
  const { api, storeHash } = useOpenedStore();
  const hydrated = useHydrated();
  const [closed, setClosed] = useState(false);
  const key = `customer-settings:${storeHash}:roles-announced`;
  // The page goes on saying that the notice is due, also in the next view.
  if (closed || (hydrated && tabStorage.read(key) !== null)) return null;

  function close() {
    tabStorage.write(key, 'yes');
    setClosed(true);
    // Where this fails, the notice comes again in the next tab.
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
