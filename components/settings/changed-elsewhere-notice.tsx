'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { Notice } from '../ui/notice';
import { useJoinedTexts } from '../ui/use-joined-texts';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { useChangeWords } from '../setting-fields/use-change-words';
import { useLatestChanges } from '../data/use-latest-changes';
import { useListFormat } from '../ui/use-list-format';

interface ChangedElsewhereNoticeProps {
  /** The storefront that was changed, `null` for the store. */
  channelId: number | null;
  fields: readonly SettingField[];
  /** The settings that BigCommerce holds now. */
  latest: CustomerSettings;
  words: SettingWords;
  onShow: () => void;
  onDismiss: () => void;
}

/**
 * A notice that the page shows older values than BigCommerce holds, with the fields and, where known, the users who
 * changed them.
 */
export function ChangedElsewhereNotice(props: ChangedElsewhereNoticeProps) {
  const { channelId, fields, latest, words, onShow, onDismiss } = props;
  const t = useTranslations('changedElsewhere');
  const joined = useJoinedTexts();
  const formatList = useListFormat();
  const found = useLatestChanges(channelId, fields, latest);
  const changeWords = useChangeWords();
  const people = formatList(new Set([...found.values()].map(changeWords.who)));
  const labels = formatList(fields.map(words.label));
  return (
    <Notice
      type="info"
      title={t('title')}
      close={{ label: t('dismiss'), onClose: onDismiss }}
      actions={
        <Button
          type="button"
          variant="secondary"
          mobileWidth="auto"
          onClick={() => {
            // The button goes away with the notice.
            document.querySelector('main')?.focus({ preventScroll: true });
            onShow();
          }}
        >
          {t('show')}
        </Button>
      }
    >
      <Text marginBottom="none">
        {joined.sentences([
          people === '' ? t('fields', { fields: labels }) : t('fieldsBy', { fields: labels, people }),
          t('detail'),
        ])}
      </Text>
    </Notice>
  );
}
