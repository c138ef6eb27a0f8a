'use client';

import { Checkbox, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Notice } from '../ui/notice';
import type { Consent } from './use-consent';

interface ConsentNoticeProps {
  title: string;
  consent: Consent;
  children: ReactNode;
}

/** Requires a tick before every visitor gets a group that changes prices or hides categories. */
export function ConsentNotice({ title, consent, children }: ConsentNoticeProps) {
  const t = useTranslations('groupNotes');
  const { given, missing, asked, give } = consent;
  const tick = useRef<HTMLInputElement>(null);
  const errorId = useId();

  // Also where this part came only after the save was tried.
  useEffect(() => {
    if (asked !== null) tick.current?.focus();
  }, [asked]);

  return (
    <Notice type="warning" title={title}>
      {children}
      <Checkbox
        ref={tick}
        label={t('guestTick')}
        checked={given}
        aria-invalid={missing}
        aria-describedby={missing ? errorId : undefined}
        onChange={(event) => give(event.target.checked)}
      />
      <div role="alert">
        {missing && (
          <Small id={errorId} color="danger50" marginBottom="none">
            {t('guestTickMissing')}
          </Small>
        )}
      </div>
    </Notice>
  );
}
