'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import type { CustomerSettings, SettingField as Field } from '@/lib/settings/customer-settings';
import { settingFault } from '@/lib/settings/validation';
import { lazyComponent } from '../failures/lazy-component';
import { CustomerGroupField } from '../setting-fields/customer-group-field';
import { PolicyCheckNote } from '../setting-fields/policy-check-note';
import { SettingSlot } from '../setting-fields/settings-panels';
import { historyPlace } from '../shell/place';
import { PlaceLink } from '../shell/place-link';
import { MissingField } from '../ui/missing-field';
import { SwitchField } from '../ui/switch-field';
import { TextField } from '../ui/text-field';
import { VisuallyHidden } from '../ui/visually-hidden';
import { GroupNotes } from './group-notes';
import type { SettingsFormState } from './use-settings-form';

// Most openings turn nothing off.
const ConsentOffNote = lazyComponent(() =>
  import('./consent-off-note').then(({ ConsentOffNote: note }) => note),
);

interface SettingProps {
  form: SettingsFormState;
  field: Field;
}

/** Stands under a field whose value just came in from elsewhere. */
function ChangedMark() {
  const t = useTranslations('changedElsewhere');
  return (
    <Small bold color="secondary70" marginTop="xxSmall" marginBottom="none">
      {t('marked')}
    </Small>
  );
}

/** The control of one setting that has a value of its own. */
export function SettingControl({ form, field }: SettingProps) {
  const t = useTranslations('validation');
  const { words, draft, edit, save } = form;
  const value = draft.values[field];
  const described = form.describe(field);

  if (typeof value === 'boolean')
    return <SwitchField {...described} checked={value} onChange={(edited) => edit(field, edited)} />;
  if (typeof value === 'string')
    return (
      <TextField
        {...described}
        value={value}
        onChange={(edited) => edit(field, edited)}
        onBlur={(left) => {
          const fault = settingFault(field, left.trim());
          if (fault !== null) save.setFieldError(field, t(fault));
        }}
      />
    );
  if (typeof value === 'number')
    return (
      <CustomerGroupField
        {...described}
        value={value}
        groups={words.names.groups}
        groupName={words.groupName}
        groupGives={words.groupGives}
        onChange={(edited) => edit(field, edited)}
      />
    );
  return <MissingField {...described} />;
}

/** An address that this form has just saved. */
function useSavedAddress({ save }: SettingsFormState, field: Field): { url: string } | null {
  const { status } = save;
  return useMemo(() => {
    const value = status.kind === 'saved' ? status.sent[field] : null;
    return typeof value === 'string' && value !== '' ? { url: value } : null;
  }, [status, field]);
}

/** The way to what was changed in one setting of the store or a storefront. */
function FieldHistory({ form: { channelId, words }, field }: SettingProps) {
  const t = useTranslations('history');
  return (
    <Small marginTop="xxSmall" marginBottom="none">
      <PlaceLink to={historyPlace(channelId, field)}>
        <span aria-hidden>{t('ofField')}</span>
        <VisuallyHidden>{t('ofFieldNamed', { setting: words.label(field) })}</VisuallyHidden>
      </PlaceLink>
    </Small>
  );
}

/** Whether the form turns consent to tracking off for shoppers, by a value of its own or by following the store. */
function turnsConsentOff({ current, draft, global }: SettingsFormState): boolean {
  const inEffect = (settings: CustomerSettings) => settings.trackingConsent ?? global?.trackingConsent;
  return inEffect(current) === true && inEffect(draft.values) === false;
}

interface SettingFieldProps extends SettingProps {
  /** Stands under everything else that is said about the setting. */
  note?: ReactNode;
  /** The control. */
  children: ReactNode;
}

/** One setting in a form: its control, and what there is to say about its value. */
export function SettingField({ form, field, note, children }: SettingFieldProps) {
  const { draft, recent, global, words, guests, readOnly, edit } = form;
  const saved = useSavedAddress(form, field);
  const value = draft.values[field];
  return (
    <SettingSlot>
      {children}
      <GroupNotes
        field={field}
        value={value}
        global={global}
        words={words}
        guests={guests}
        readOnly={readOnly}
        onEdit={edit}
      />
      {typeof value === 'string' && <PolicyCheckNote url={value} saved={saved} />}
      {field === 'trackingConsent' && turnsConsentOff(form) && <ConsentOffNote channelId={form.channelId} />}
      {recent.marked.includes(field) && <ChangedMark />}
      {note}
      <FieldHistory form={form} field={field} />
    </SettingSlot>
  );
}
