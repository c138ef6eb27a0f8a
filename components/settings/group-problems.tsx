'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import {
  type CustomerSettings,
  noCustomerGroup,
  type SettingField,
  type SettingValue,
} from '@/lib/settings/customer-settings';
import { focusSetting } from '../setting-fields/setting-id';
import { Notice } from '../ui/notice';

interface DeletedGroupProps {
  field: SettingField;
  id: number;
  /** The global settings, which a storefront inherits; `null` where these are the store's settings. */
  global: CustomerSettings | null;
  readOnly: boolean;
  onEdit: (field: SettingField, value: SettingValue) => void;
}

/** A notice for a setting whose group was deleted, with fixes to choose from. */
export function DeletedGroup({ field, id, global, readOnly, onEdit }: DeletedGroupProps) {
  const t = useTranslations('groupNotes');

  function choose(value: number | null) {
    focusSetting(field);
    onEdit(field, value);
  }

  return (
    <Notice
      type="warning"
      title={t('deletedTitle', { id: String(id) })}
      actions={
        readOnly ? undefined : (
          <>
            <Button
              type="button"
              variant="secondary"
              mobileWidth="auto"
              onClick={() => choose(noCustomerGroup)}
            >
              {t('useNone')}
            </Button>
            {global !== null && (
              <Button type="button" variant="secondary" mobileWidth="auto" onClick={() => choose(null)}>
                {t('useGlobal')}
              </Button>
            )}
            <Button type="button" variant="subtle" mobileWidth="auto" onClick={() => focusSetting(field)}>
              {t('chooseOther')}
            </Button>
          </>
        )
      }
    >
      <Text marginBottom="none">{t('deletedDetail')}</Text>
    </Notice>
  );
}
