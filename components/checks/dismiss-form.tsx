'use client';

import { Button, FormGroup, Textarea, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useState } from 'react';
import { reasonMaxLength } from '@/lib/api/checks-wire';
import { ActionButton } from '../ui/action-button';

interface DismissFormProps {
  saving: boolean;
  onDismiss: (reason: string) => void;
  onCancel: () => void;
}

/** Asks for the reason for which a finding is not relevant. */
export function DismissForm({ saving, onDismiss, onCancel }: DismissFormProps) {
  const t = useTranslations('checks');
  const id = useId();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);

  useEffect(() => document.getElementById(id)?.focus(), [id]);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(reason.trim() === '');
        if (reason.trim() !== '') onDismiss(reason.trim());
      }}
    >
      <Text marginBottom="xSmall">{t('dismissDetail')}</Text>
      <FormGroup>
        <Textarea
          id={id}
          label={t('reason')}
          description={t('reasonHelp')}
          rows={2}
          maxLength={reasonMaxLength}
          value={reason}
          error={missing ? t('reasonMissing') : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormGroup>
      <ActionButton type="submit" variant="secondary" label={t('dismiss')} off={false} busy={saving} />{' '}
      <Button type="button" variant="subtle" mobileWidth="auto" onClick={onCancel}>
        {t('keep')}
      </Button>
    </form>
  );
}
