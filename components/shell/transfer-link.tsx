'use client';

import { Link } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useOpenedStore } from './opened-store';
import { toSearch } from './place';
import { usePlace } from './place-context';

/** The way to export and import, from every view. */
export function TransferLink() {
  const t = useTranslations('settingsFile');
  const { storeHash } = useOpenedStore();
  const { go } = usePlace();
  const place = { view: 'transfer' } as const;
  return (
    <Link
      href={`/stores/${storeHash}${toSearch(place)}`}
      onClick={(event) => {
        event.preventDefault();
        go(place);
      }}
    >
      {t('link')}
    </Link>
  );
}
