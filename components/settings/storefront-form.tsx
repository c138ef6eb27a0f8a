'use client';

import type { ReactNode } from 'react';
import type { SettingsApi, TaggedSettings } from '@/lib/api/api-client';
import type { AppError } from '@/lib/errors';
import {
  type CustomerSettings,
  isInheritable,
  noCustomerGroup,
  type StorefrontField,
  type StorefrontSettings,
} from '@/lib/settings/customer-settings';
import { GroupsNote } from '../setting-fields/groups-note';
import { Inheritance } from '../setting-fields/inheritance';
import { LoginsField } from '../setting-fields/logins-field';
import { SettingsPanels } from '../setting-fields/settings-panels';
import { InheritedField } from '../ui/inherited-field';
import { ResetAll } from './reset-all';
import { SettingControl, SettingField } from './setting-field';
import { SettingsForm } from './settings-form';
import { type SettingsFormState, useSettingsForm } from './use-settings-form';

/** What a field starts with where the store has nothing to start from. */
const emptyValues = {
  trackingConsent: false,
  trackingConsentOnCheckout: false,
  policyUrl: '',
  guestCustomerGroupId: noCustomerGroup,
  defaultCustomerGroupId: noCustomerGroup,
} as const satisfies Required<CustomerSettings>;

interface StorefrontControlProps {
  form: SettingsFormState;
  field: StorefrontField;
  global: CustomerSettings;
}

/** The control of one setting of a storefront, together with whether it follows the store. */
function StorefrontControl({ form, field, global }: StorefrontControlProps) {
  const { draft, words, edit } = form;
  const value = draft.values[field];
  if (value === undefined) return <SettingControl form={form} field={field} />;
  if (!isInheritable(field)) {
    const own = typeof value === 'boolean' ? value : null;
    return <LoginsField {...form.describe(field)} value={own} onChange={(edited) => edit(field, edited)} />;
  }
  return (
    <Inheritance
      field={field}
      label={words.label(field)}
      globalValue={words.text(field, global[field])}
      inherits={value === null}
      sameAsGlobal={value === global[field]}
      onInherit={() => edit(field, null)}
      onOverride={() => edit(field, global[field] ?? emptyValues[field])}
    >
      {value === null ? (
        <InheritedField {...form.describe(field)} />
      ) : (
        <SettingControl form={form} field={field} />
      )}
    </Inheritance>
  );
}

interface StorefrontFormProps {
  channelId: number;
  api: SettingsApi<StorefrontSettings>;
  current: TaggedSettings<StorefrontSettings>;
  /** What the storefront inherits. */
  global: CustomerSettings;
  failure: AppError | null;
  /** False as long as what is shown first is still being read again. */
  settled: boolean;
  heading: ReactNode;
  take(this: void, tagged: TaggedSettings<StorefrontSettings>): void;
}

/** The settings of one storefront, to be edited and saved. */
export function StorefrontForm(props: StorefrontFormProps) {
  const { channelId, api, current, global, failure, settled, heading, take } = props;
  const form = useSettingsForm({ channelId, api, latest: current, global, settled, take });
  return (
    <SettingsForm form={form} failure={failure} heading={heading}>
      <ResetAll own={form.draft.values} onEdit={form.edit} />
      <SettingsPanels
        ofStorefront
        renderField={(field) => (
          <SettingField key={field} form={form} field={field}>
            <StorefrontControl form={form} field={field} global={global} />
          </SettingField>
        )}
        groupsNote={<GroupsNote groups={form.groups} />}
      />
    </SettingsForm>
  );
}
