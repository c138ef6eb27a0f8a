import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CustomerGroupList } from '@/lib/settings/customer-group';
import {
  type CustomerSettings,
  isInheritable,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { formatPlainValue } from '@/lib/settings/format-plain-value';
import { useGroupBenefits } from './group-benefits';
import { createGroupNames, type GroupNames } from './group-names';

export interface SettingWords {
  names: GroupNames;
  /** A group as people read it, for instance `Wholesale` or `Group 12 (deleted)`. */
  groupName: (id: number) => string;
  /** A group's benefits in one line; `""` where they are not known. */
  groupGives: (id: number) => string;
  label: (field: SettingField) => string;
  /** One value as people read it, for instance `On`, or `Global value (On)` for `null`. */
  text: (field: SettingField, value: SettingValue | undefined) => string;
  /** The same for a field of some settings. */
  value: (field: SettingField, settings: CustomerSettings) => string;
}

/**
 * @param list the store's groups, as far as they were read
 * @param global the store's settings, which storefronts inherit; not needed for words about the store itself
 */
export function useSettingWords(list: CustomerGroupList, global?: CustomerSettings): SettingWords {
  const t = useTranslations();
  const benefits = useGroupBenefits();

  return useMemo(() => {
    const names = createGroupNames(list);

    function groupName(id: number): string {
      const name = names.nameOf(id);
      if (name.kind === 'named') return name.name;
      return t(`groups.${name.kind}`, name);
    }

    function inherited(field: SettingField): string {
      if (!isInheritable(field)) return t('settings.notSet');
      return t('settings.globalValue', { value: text(field, global?.[field]) });
    }

    function text(field: SettingField, value: SettingValue | undefined): string {
      if (value === undefined) return t('settings.notAvailable');
      if (value === null) return inherited(field);
      return typeof value === 'number' ? groupName(value) : formatPlainValue(field, value, t);
    }

    return {
      names,
      groupName,
      groupGives: (id) => {
        const group = names.find(id);
        return group === undefined ? '' : benefits(group);
      },
      label: (field) => t(`settings.${field}.label`),
      text,
      value: (field, settings) => text(field, settings[field]),
    };
  }, [list, global, t, benefits]);
}
