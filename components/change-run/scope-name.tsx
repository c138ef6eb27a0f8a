'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { NamedScope } from './proposal';

/** A storefront with its id, since names need not be unique, or the whole store. */
export function ScopeName({ scope: { id, name } }: { scope: NamedScope }) {
  const t = useTranslations('bulk');
  return (
    <>
      <span>{name}</span>{' '}
      {id !== null && (
        <Small as="span" color="secondary60" marginBottom="none">
          {t('id', { id: String(id) })}
        </Small>
      )}
    </>
  );
}
