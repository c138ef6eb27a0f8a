'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { FieldFrame } from './field-frame';

interface MissingFieldProps {
  id: string;
  label: string;
  help: string;
}

/** A setting that this store does not have: neither on nor off. */
export function MissingField({ id, label, help }: MissingFieldProps) {
  const t = useTranslations('settings');
  return (
    <FieldFrame id={id} label={label} help={help} plainLabel>
      <Text color="secondary60" italic marginBottom="none">
        {t('notAvailable')}
      </Text>
    </FieldFrame>
  );
}
