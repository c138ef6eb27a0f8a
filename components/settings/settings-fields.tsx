'use client';

import { useTranslations } from 'next-intl';
import type { CustomerSettings, SettingField } from '@/lib/settings/customer-settings';
import { policyUrlFault } from '@/lib/settings/validation';
import { CustomerGroupField } from '../fields/customer-group-field';
import { MissingField } from '../fields/missing-field';
import { settingId } from '../fields/setting-id';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { GroupsNote } from './groups-note';
import type { SettingValue } from './settings-draft';
import { SettingsPanels } from './settings-panels';
import type { CustomerGroupsRead } from './use-customer-groups';
import type { FieldErrors } from './use-save-settings';
import type { SettingWords } from './use-setting-words';

interface SettingsFieldsProps {
  values: CustomerSettings;
  errors: FieldErrors;
  words: SettingWords;
  groups: CustomerGroupsRead;
  onEdit: (field: SettingField, value: SettingValue) => void;
  onFault: (field: SettingField, message: string | null) => void;
}

/** One control for each setting that the store has. */
export function SettingsFields({ values, errors, words, groups, onEdit, onFault }: SettingsFieldsProps) {
  const t = useTranslations();

  function judgePolicyUrl(value: string) {
    const fault = policyUrlFault(value.trim());
    if (fault !== null) onFault('policyUrl', t(`validation.${fault}`));
  }

  function renderField(field: SettingField) {
    const value = values[field];
    const common = {
      id: settingId(field),
      label: words.label(field),
      help: t(`settings.${field}.help`),
      error: errors[field],
    };
    const onChange = (edited: SettingValue) => onEdit(field, edited);
    if (typeof value === 'boolean')
      return <SwitchField key={field} {...common} checked={value} onChange={onChange} />;
    if (typeof value === 'string')
      return <TextField key={field} {...common} value={value} onChange={onChange} onBlur={judgePolicyUrl} />;
    if (typeof value === 'number') {
      const { groups: choices } = words.names;
      return (
        <CustomerGroupField
          key={field}
          {...common}
          value={value}
          groups={choices}
          groupName={words.groupName}
          onChange={onChange}
        />
      );
    }
    return <MissingField key={field} id={common.id} label={common.label} help={common.help} />;
  }

  return <SettingsPanels renderField={renderField} groupsNote={<GroupsNote groups={groups} />} />;
}
