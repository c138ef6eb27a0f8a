'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { LeftOutOfFile } from '@/lib/settings-file/read-settings-file';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { Notice } from '../ui/notice';

interface LeftOutOfFileNoticeProps {
  leftOut: readonly LeftOutOfFile[];
  words: SettingWords;
}

/** More than a person reads. */
const shownAtOnce = 20;

/** Lists the parts of a settings file that are not imported, with the reasons. */
export function LeftOutOfFileNotice({ leftOut, words }: LeftOutOfFileNoticeProps) {
  const t = useTranslations('settingsFile');
  if (leftOut.length === 0) return null;
  return (
    <Notice type="warning" title={t('leftOutTitle')}>
      {leftOut.slice(0, shownAtOnce).map(({ path, fault, field, name }, index) => {
        const reason = t(`faults.${fault}`, { version: '' });
        return (
          <Text key={`${index} ${path}`} marginBottom="none">
            {field === null
              ? t('leftOutPart', { name: name ?? t('global'), words: reason, path })
              : t('leftOutSetting', { label: words.label(field), name: name ?? t('global'), words: reason })}
          </Text>
        );
      })}
      {leftOut.length > shownAtOnce && (
        <Text marginBottom="none">{t('moreProblems', { count: leftOut.length - shownAtOnce })}</Text>
      )}
    </Notice>
  );
}
