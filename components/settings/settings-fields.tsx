'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import {
  type CustomerSettings,
  isInheritable,
  noCustomerGroup,
  type SettingValue,
  type StorefrontField,
  type StorefrontSettings,
} from '@/lib/settings/customer-settings';
import { policyUrlFault } from '@/lib/settings/validation';
import { CustomerGroupField } from '../fields/customer-group-field';
import { Inheritance } from '../fields/inheritance';
import { InheritedField } from '../fields/inherited-field';
import { LoginsField } from '../fields/logins-field';
import { MissingField } from '../fields/missing-field';
import { settingId } from '../fields/setting-id';
import { SwitchField } from '../fields/switch-field';
import { TextField } from '../fields/text-field';
import { GroupsNote } from './groups-note';
import { SettingSlot, SettingsPanels } from './settings-panels';
import type { CustomerGroupsRead } from './use-customer-groups';
import type { FieldErrors } from './use-save-settings';
import type { SettingWords } from './use-setting-words';

interface SettingsFieldsProps {
  values: StorefrontSettings;
  /** What a storefront inherits, `null` where these are the store's settings. */
  global: CustomerSettings | null;
  errors: FieldErrors;
  words: SettingWords;
  groups: CustomerGroupsRead;
  onEdit: (field: StorefrontField, value: SettingValue) => void;
  onFault: (field: StorefrontField, message: string | null) => void;
  /** What stands under a field. */
  renderNote: (field: StorefrontField) => ReactNode;
}

/** What a field starts with where the store has nothing to start from. */
const emptyValues = {
  trackingConsent: false,
  trackingConsentOnCheckout: false,
  policyUrl: '',
  guestCustomerGroupId: noCustomerGroup,
  defaultCustomerGroupId: noCustomerGroup,
} as const satisfies Required<CustomerSettings>;

/** One control for each setting that the store or the storefront has. */
export function SettingsFields(props: SettingsFieldsProps) {
  const { values, global, errors, words, groups, onEdit, onFault, renderNote } = props;
  const t = useTranslations();

  function judgePolicyUrl(value: string) {
    const fault = policyUrlFault(value.trim());
    if (fault !== null) onFault('policyUrl', t(`validation.${fault}`));
  }

  function renderControl(field: StorefrontField) {
    const value = values[field];
    const common = {
      id: settingId(field),
      label: words.label(field),
      help: t(`settings.${field}.help`),
      error: errors[field],
    };
    const onChange = (edited: SettingValue) => onEdit(field, edited);
    if (field === 'allowGlobalLogins' && value !== undefined)
      return <LoginsField {...common} value={values.allowGlobalLogins ?? null} onChange={onChange} />;
    if (typeof value === 'boolean') return <SwitchField {...common} checked={value} onChange={onChange} />;
    if (typeof value === 'string')
      return <TextField {...common} value={value} onChange={onChange} onBlur={judgePolicyUrl} />;
    if (typeof value === 'number')
      return (
        <CustomerGroupField
          {...common}
          value={value}
          groups={words.names.groups}
          groupName={words.groupName}
          groupGives={words.groupGives}
          onChange={onChange}
        />
      );
    if (value === null) return <InheritedField {...common} />;
    return <MissingField {...common} />;
  }

  function renderInheritance(field: StorefrontField, control: ReactNode) {
    if (global === null || !isInheritable(field) || values[field] === undefined) return control;
    return (
      <Inheritance
        field={field}
        label={words.label(field)}
        globalValue={words.text(field, global[field])}
        inherits={values[field] === null}
        sameAsGlobal={values[field] === global[field]}
        onInherit={() => onEdit(field, null)}
        onOverride={() => onEdit(field, global[field] ?? emptyValues[field])}
      >
        {control}
      </Inheritance>
    );
  }

  return (
    <SettingsPanels
      ofStorefront={global !== null}
      renderField={(field) => (
        <SettingSlot key={field}>
          {renderInheritance(field, renderControl(field))}
          {renderNote(field)}
        </SettingSlot>
      )}
      groupsNote={<GroupsNote groups={groups} />}
    />
  );
}
