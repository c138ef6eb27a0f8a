'use client';

import { Panel, Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { type AppError, toAppError } from '@/lib/errors';
import { FailureNotice } from '../failures/failure-notice';
import { useAppSettings } from '../data/use-app-settings';
import { SwitchField } from '../ui/switch-field';
import { VisuallyHidden } from '../ui/visually-hidden';

interface ReasonSwitchProps {
  required: boolean;
  mayChange: boolean;
  onChange: (required: boolean) => void;
}

/** Whether every change needs a reason: a switch for those who may change it, and words for all others. */
function ReasonSwitch({ required, mayChange, onChange }: ReasonSwitchProps) {
  const t = useTranslations('appSettings');
  const id = useId();
  if (mayChange)
    return (
      <SwitchField
        id={id}
        label={t('reasonRequired')}
        help={t('reasonRequiredHelp')}
        error={undefined}
        checked={required}
        onChange={onChange}
      />
    );
  return (
    <>
      <Text marginBottom="none">{t('reasonRequiredIs', { state: required ? 'on' : 'off' })}</Text>
      <Small marginBottom="none">{t('readOnly')}</Small>
    </>
  );
}

/** The settings of this app itself, which hold for all users of the store. */
export function AppSettingsPanel() {
  const t = useTranslations('appSettings');
  const { settings, failure, readAgain, save } = useAppSettings();
  const [sending, setSending] = useState<boolean | null>(null);
  const [saved, setSaved] = useState(false);
  const [refused, setRefused] = useState<AppError | null>(null);

  async function change(reasonRequired: boolean) {
    setSending(reasonRequired);
    setSaved(false);
    setRefused(null);
    try {
      await save({ reasonRequired });
      setSaved(true);
    } catch (thrown) {
      setRefused(toAppError(thrown));
    }
    setSending(null);
  }

  return (
    <Panel header={t('title')}>
      {settings === null && failure !== null && (
        <FailureNotice reading error={failure} onTryAgain={readAgain} />
      )}
      {settings === null && failure === null && <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>}
      {settings !== null && (
        <ReasonSwitch
          required={sending ?? settings.reasonRequired}
          mayChange={settings.mayChange}
          onChange={(required) => {
            if (sending === null) void change(required);
          }}
        />
      )}
      {refused !== null && <FailureNotice error={refused} onTryAgain={readAgain} />}
      <Small role="status" marginTop="xxSmall" marginBottom="none">
        {saved && t('saved')}
      </Small>
    </Panel>
  );
}
