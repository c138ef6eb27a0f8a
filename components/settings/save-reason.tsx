'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { RequiredReason } from '../data/use-app-settings';
import { ActionButton } from '../ui/action-button';
import { ReasonField } from '../ui/reason-field';

/** The id of the field of the reason. */
export const reasonId = 'change-reason';

interface SaveReasonProps extends Pick<RequiredReason, 'required' | 'missing'> {
  /** Why, as typed. */
  reason: string;
  onReason: (reason: string) => void;
}

/** A reason can be given where there is something to save. Until it is wanted only a button stands for it. */
export function SaveReason({ reason, required, missing, onReason }: SaveReasonProps) {
  const t = useTranslations('reason');
  const [opened, setOpened] = useState(false);

  useEffect(() => {
    if (opened) document.getElementById(reasonId)?.focus();
  }, [opened]);

  if (!opened && !required && reason === '')
    return (
      <ActionButton
        type="button"
        variant="subtle"
        label={t('add')}
        off={false}
        onClick={() => setOpened(true)}
      />
    );
  return (
    <ReasonField
      id={reasonId}
      value={reason}
      required={required}
      missing={missing}
      onChange={(typed) => {
        // The field stays while it has the focus.
        setOpened(true);
        onReason(typed);
      }}
    />
  );
}
