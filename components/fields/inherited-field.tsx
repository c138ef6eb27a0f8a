'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { FieldFrame } from './field-frame';

interface InheritedFieldProps {
  id: string;
  label: string;
  help: string;
  error: string | undefined;
}

/** A setting that a storefront leaves to the store. */
export function InheritedField({ id, label, help, error }: InheritedFieldProps) {
  const t = useTranslations('inheritance');
  return (
    <FieldFrame id={id} label={label} help={help} error={error} plainLabel>
      <Text color="secondary60" marginBottom="none">
        {t('inherited')}
      </Text>
    </FieldFrame>
  );
}
