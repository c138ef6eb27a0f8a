import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CustomerGroupList } from '@/lib/settings/customer-group';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import { createGroupNames, type GroupNames } from './group-names';

export interface SettingWords {
  names: GroupNames;
  /** A group as people read it, for instance `Wholesale` or `Group 12 (deleted)`. */
  groupName: (id: number) => string;
  label: (field: SettingField) => string;
  /** A field's value as people read it, for instance `On`. */
  value: (field: SettingField, settings: CustomerSettings) => string;
}

/** @param list the store's groups, as far as they were read */
export function useSettingWords(list: CustomerGroupList): SettingWords {
  const t = useTranslations();

  return useMemo(() => {
    const names = createGroupNames(list);

    function groupName(id: number): string {
      const name = names.nameOf(id);
      if (name.kind === 'named') return name.name;
      return t(`groups.${name.kind}`, name);
    }

    return {
      names,
      groupName,
      label: (field) => t(`settings.${field}.label`),
      value(field, settings) {
        const value = settings[field];
        if (value === undefined) return t('settings.notAvailable');
        if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
        if (typeof value === 'number') return groupName(value);
        return value === '' ? t('settings.noUrl') : value;
      },
    };
  }, [list, t]);
}
