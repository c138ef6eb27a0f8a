'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import {
  isInheritable,
  type SettingValue,
  type StorefrontField,
  type StorefrontSettings,
} from '@/lib/settings/customer-settings';
import { policyUrlFault } from '@/lib/settings/validation';
import { CustomerGroupField } from '../setting-fields/customer-group-field';
import { MissingField } from '../ui/missing-field';
import { settingId } from '../setting-fields/setting-id';
import { SwitchField } from '../ui/switch-field';
import { TextField } from '../ui/text-field';
import { GroupsNote } from '../setting-fields/groups-note';
import { SettingSlot, SettingsPanels } from '../setting-fields/settings-panels';
import type { StorefrontForm } from './storefront-form';
import type { CustomerGroupsRead } from '../data/use-customer-groups';
import type { FieldErrors } from './use-save-settings';
import type { SettingWords } from '../setting-fields/use-setting-words';

interface SettingsFieldsProps {
  values: StorefrontSettings;
  /** Where these are a storefront's settings. */
  storefront: StorefrontForm | null;
  errors: FieldErrors;
  words: SettingWords;
  groups: CustomerGroupsRead;
  onEdit: (field: StorefrontField, value: SettingValue) => void;
  onFault: (field: StorefrontField, message: string | null) => void;
  /** What stands under a field. */
  renderNote: (field: StorefrontField) => ReactNode;
}

/** One control for each setting that the store or the storefront has. */
export function SettingsFields(props: SettingsFieldsProps) {
  const { values, storefront, errors, words, groups, onEdit, onFault, renderNote } = props;
  const t = useTranslations();

  function judgePolicyUrl(value: string) {
    const fault = policyUrlFault(value.trim());
    if (fault !== null) onFault('policyUrl', t(`validation.${fault}`));
  }

  function renderControl(field: StorefrontField) {
    const value = values[field];
    const described = {
      id: settingId(field),
      label: words.label(field),
      help: t(`settings.${field}.help`),
      error: errors[field],
    };
    const onChange = (edited: SettingValue) => onEdit(field, edited);
    if (value === undefined) return <MissingField {...described} />;
    if (typeof value === 'string')
      return <TextField {...described} value={value} onChange={onChange} onBlur={judgePolicyUrl} />;
    if (typeof value === 'number')
      return (
        <CustomerGroupField
          {...described}
          value={value}
          groups={words.names.groups}
          groupName={words.groupName}
          groupGives={words.groupGives}
          onChange={onChange}
        />
      );
    if (value === null || !isInheritable(field))
      return storefront?.renderOwnField({ field, value, described, onChange });
    return <SwitchField {...described} checked={value} onChange={onChange} />;
  }

  function renderField(field: StorefrontField) {
    const control = renderControl(field);
    const value = values[field];
    if (storefront === null || value === undefined || !isInheritable(field)) return control;
    return storefront.renderInheritance({ field, value, control, words, onEdit });
  }

  return (
    <SettingsPanels
      ofStorefront={storefront !== null}
      renderField={(field) => (
        <SettingSlot key={field}>
          {renderField(field)}
          {renderNote(field)}
        </SettingSlot>
      )}
      groupsNote={<GroupsNote groups={groups} />}
    />
  );
}
