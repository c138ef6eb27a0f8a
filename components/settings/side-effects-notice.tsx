'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { SideEffects } from '@/lib/settings/change';
import { presentFields } from '@/lib/settings/diff';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { Notice } from '../ui/notice';

interface SideEffectsNoticeProps {
  sideEffects: SideEffects;
  words: SettingWords;
  /** Puts the former values into the form, to be saved by the person. */
  onUndo: (sideEffects: SideEffects) => void;
}

/** Other settings changed with a save. They are named and can be changed back, and nothing is done silently. */
export function SideEffectsNotice({ sideEffects, words, onUndo }: SideEffectsNoticeProps) {
  const t = useTranslations('saving');
  const fields = presentFields(sideEffects.stored).map(words.label).join(', ');
  return (
    <Notice
      type="warning"
      role="alert"
      title={t('sideEffectsTitle')}
      actions={
        <Button type="button" variant="secondary" mobileWidth="auto" onClick={() => onUndo(sideEffects)}>
          {t('sideEffectsUndo')}
        </Button>
      }
    >
      <Text marginBottom="none">{t('sideEffectsDetail', { fields })}</Text>
    </Notice>
  );
}
