'use client';

import { Link, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { SettingField } from '@/lib/settings/customer-settings';
import { overriddenFields } from '@/lib/settings/effective-value';
import { usePlace } from '../shell/place-context';
import { toSearch } from '../shell/place';
import { useOpenedStore } from '../shell/opened-store';
import { useStorefrontRows, useStoreReads } from '../data/store-reads';

interface OverridingStorefrontsProps {
  field: SettingField;
}

/** How many storefronts don't follow what is edited here, and the way to them. */
export function OverridingStorefronts({ field }: OverridingStorefrontsProps) {
  const t = useTranslations('overrides');
  const { storeHash } = useOpenedStore();
  const { go } = usePlace();
  const { storefronts, rows } = useStoreReads();
  const { rows: known } = useStorefrontRows();
  const { list } = storefronts;

  useEffect(() => {
    if (list !== null)
      rows.read(
        list.map(({ id }) => id),
        { inView: false },
      );
  }, [list, rows]);

  const settled = [...known.values()].filter(({ kind }) => kind !== 'reading').length;
  const all = list?.length ?? 0;
  const count = [...known.values()].filter(
    (row) => row.kind === 'read' && overriddenFields(row.tagged.settings).includes(field),
  ).length;
  const place = { view: 'storefronts', field } as const;
  return (
    <Small marginTop="xxSmall" marginBottom="none">
      {count > 0 && (
        <>
          <Link
            href={`/stores/${storeHash}${toSearch(place)}`}
            onClick={(event) => {
              event.preventDefault();
              go(place);
            }}
          >
            {t('count', { count })}
          </Link>{' '}
        </>
      )}
      {settled < all && t('reading', { known: settled, all })}
    </Small>
  );
}
