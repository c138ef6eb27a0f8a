'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { SideEffects } from '@/lib/settings/change';
import { presentFields } from '@/lib/settings/diff';
import { Notice } from '../ui/notice';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useListFormat } from '../ui/use-list-format';

interface SideEffectsNoticeProps {
  sideEffects: SideEffects;
  words: SettingWords;
  /** Puts the former values into the form, to be saved by the person. */
  onUndo: (sideEffects: SideEffects) => void;
}

/** A notice that other settings changed with a save. They are named and can be changed back by the user. */
export function SideEffectsNotice({ sideEffects, words, onUndo }: SideEffectsNoticeProps) {
  const t = useTranslations('saving');
  const formatList = useListFormat();
  const fields = formatList(presentFields(sideEffects.stored).map(words.label));
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

interface ComparedField {
  label: string;
  now: string;
  yours: string;
}

interface SettingsChangedNoticeProps {
  fields: ComparedField[];
}

const Compared = styled.dl`
  line-height: ${({ theme }) => theme.lineHeight.medium};

  dt {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    margin-block-start: ${({ theme }) => theme.spacing.xSmall};
  }

  dd {
    margin-inline-start: 0;
  }
`;

/** A notice that settings were changed elsewhere meanwhile, with both values of each field. */
export function SettingsChangedNotice({ fields }: SettingsChangedNoticeProps) {
  const t = useTranslations('saving');
  return (
    <Notice type="warning" role="alert" title={t('changedTitle')}>
      <Text marginBottom="none">{t('changedDetail')}</Text>
      <Compared>
        {fields.map(({ label, now, yours }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{t('changedNow', { value: now })}</dd>
            <dd>{t('changedYours', { value: yours })}</dd>
          </div>
        ))}
      </Compared>
    </Notice>
  );
}

/** A notice that the draft is kept although the user's role does not allow changes any more. */
export function KeptDraftNotice({ onDiscard }: { onDiscard: () => void }) {
  const t = useTranslations();
  return (
    <Notice
      type="warning"
      role="alert"
      title={t('people.readOnly.keptTitle')}
      actions={
        <Button type="button" variant="secondary" mobileWidth="auto" onClick={onDiscard}>
          {t('saving.discard')}
        </Button>
      }
    >
      <Text marginBottom="none">{t('people.readOnly.keptDetail')}</Text>
    </Notice>
  );
}
