'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';

/** Stands under a field whose value just came in from elsewhere. */
export function ChangedMark() {
  const t = useTranslations('changedElsewhere');
  return (
    <Small bold color="secondary70" marginTop="xxSmall" marginBottom="none">
      {t('marked')}
    </Small>
  );
}
