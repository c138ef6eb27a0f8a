'use client';

import { type ReactNode, useState } from 'react';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import {
  type CustomerSettings,
  isInheritable,
  type SettingField as Field,
  type TaggedSettings,
} from '@/lib/settings/customer-settings';
import type { AppError } from '@/lib/errors';
import { firstOwnValue, overriddenFields } from '@/lib/settings/effective-value';
import { ChoiceField } from '../setting-fields/choice-field';
import { GroupsNote } from '../setting-fields/groups-note';
import { Inheritance } from '../setting-fields/inheritance';
import { SettingsPanels } from '../setting-fields/settings-panels';
import { SettingControl, SettingField } from './setting-field';
import { SettingsForm } from './settings-form';
import { type SettingsFormState, useSettingsForm } from './use-settings-form';
import { lazyComponent } from '../failures/lazy-component';
import { Disclosure } from '../ui/disclosure';
import { FieldFrame, type FieldFrameProps } from '../ui/field-frame';
import { ActionButton } from '../ui/action-button';

interface ResetAllProps {
  /** The storefront's settings, as the form shows them. */
  own: CustomerSettings;
  onEdit: (field: Field, value: null) => void;
}

const ResetRow = styled.div`
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

/** Lets a storefront follow the store in everything, once it is saved. */
function ResetAll({ own, onEdit }: ResetAllProps) {
  const t = useTranslations('inheritance');
  const overridden = overriddenFields(own);
  return (
    <ResetRow>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('resetAll')}
        off={overridden.length === 0}
        onClick={() => overridden.forEach((field) => onEdit(field, null))}
      />
    </ResetRow>
  );
}

/** A setting that a storefront inherits and that can be edited only after an override. */
function InheritedField(props: Pick<FieldFrameProps, 'id' | 'label' | 'help' | 'error'>) {
  return <FieldFrame {...props} plainLabel />;
}

interface StorefrontControlProps {
  form: SettingsFormState;
  field: Field;
  global: CustomerSettings;
}

/** The control of one setting of a storefront, together with whether it follows the store. */
function StorefrontControl({ form, field, global }: StorefrontControlProps) {
  const { draft, words, edit } = form;
  const value = draft.values[field];
  if (value === undefined) return <SettingControl form={form} field={field} />;
  if (!isInheritable(field)) {
    const own = typeof value === 'boolean' ? value : null;
    return (
      <ChoiceField
        {...form.describe(field)}
        field={field}
        value={own}
        onChange={(edited) => edit(field, edited)}
      />
    );
  }
  return (
    <Inheritance
      field={field}
      label={words.label(field)}
      globalValue={words.text(field, global[field])}
      inherits={value === null}
      readOnly={form.readOnly}
      sameAsGlobal={value === global[field]}
      onInherit={() => edit(field, null)}
      onOverride={() => edit(field, firstOwnValue(field, global))}
    >
      {value === null ? (
        <InheritedField {...form.describe(field)} />
      ) : (
        <SettingControl form={form} field={field} />
      )}
    </Inheritance>
  );
}

// Loaded when it is opened.
const SignInAccess = lazyComponent(() => import('./sign-in-access').then(({ SignInAccess: part }) => part));

/** Explains on demand who can sign in where, before and after the change in the form. */
function SignInExplained({ form, channelId }: { form: SettingsFormState; channelId: number }) {
  const t = useTranslations('signInAccess');
  const [open, setOpen] = useState(false);
  return (
    <Disclosure onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('title')}</summary>
      {open && (
        <SignInAccess
          channelId={channelId}
          before={form.current.allowGlobalLogins}
          after={form.draft.values.allowGlobalLogins}
        />
      )}
    </Disclosure>
  );
}

interface StorefrontFormProps {
  channelId: number;
  current: TaggedSettings;
  /** The global settings, which the storefront inherits. */
  global: CustomerSettings;
  failure: AppError | null;
  /** False as long as what is shown first is still being read again. */
  settled: boolean;
  heading: ReactNode;
}

/** The settings of one storefront, to be edited and saved. */
export function StorefrontForm(props: StorefrontFormProps) {
  const { channelId, current, global, failure, settled, heading } = props;
  const form = useSettingsForm({ channelId, latest: current, global, settled });

  return (
    <SettingsForm form={form} failure={failure} heading={heading}>
      {!form.readOnly && <ResetAll own={form.draft.values} onEdit={form.edit} />}
      <SettingsPanels
        ofStorefront
        renderField={(field) => (
          <SettingField
            key={field}
            form={form}
            field={field}
            note={field === 'allowGlobalLogins' && <SignInExplained form={form} channelId={channelId} />}
          >
            <StorefrontControl form={form} field={field} global={global} />
          </SettingField>
        )}
        groupsNote={<GroupsNote groups={form.groups} />}
      />
    </SettingsForm>
  );
}
