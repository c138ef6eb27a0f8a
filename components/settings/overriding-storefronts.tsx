'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { overriddenFields } from '@/lib/settings/effective-value';
import { PlaceLink } from '../shell/place-link';
import { outcomeOf } from '../data/scope-settings';
import { useSettingsState, useStoreReads } from '../data/store-reads';

interface OverridingStorefrontsProps {
  field: InheritableField;
}

/** How many storefronts don't follow what is edited here, and the way to them. */
export function OverridingStorefronts({ field }: OverridingStorefrontsProps) {
  const t = useTranslations('overrides');
  const { storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const { list } = storefronts;

  useEffect(() => {
    if (list !== null)
      settings.read(
        list.map(({ id }) => id),
        { inView: false },
      );
  }, [list, settings]);

  const storefrontScopes = [...scopes].flatMap(([id, scope]) => (id === null ? [] : [scope]));
  const settled = storefrontScopes.filter((scope) => outcomeOf(scope) !== null).length;
  const all = list?.length ?? 0;
  const count = storefrontScopes.filter(
    ({ tagged }) => tagged !== null && overriddenFields(tagged.settings).includes(field),
  ).length;
  return (
    <Small marginTop="xxSmall" marginBottom="none">
      {count > 0 && (
        <>
          <PlaceLink to={{ view: 'storefronts', field }}>{t('count', { count })}</PlaceLink>{' '}
        </>
      )}
      {settled < all && <span>{t('reading', { known: settled, all })}</span>}
    </Small>
  );
}
