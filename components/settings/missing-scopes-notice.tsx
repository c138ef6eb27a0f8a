'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useOpenedStore } from '../shell/opened-store';
import { Notice } from '../ui/notice';

/** The permissions that the app can do without, and that somebody notices when they are missing. */
const explained = ['store_channel_settings_read_only', 'store_v2_information_read_only'] as const;

/** What the app leaves out because the store did not allow it. */
export function MissingScopesNotice() {
  const t = useTranslations('permissions');
  const { missingScopes, opening } = useOpenedStore();
  const missing = explained.filter((scope) => missingScopes.includes(scope));
  if (missing.length === 0) return null;
  return (
    <Notice type="info" title={t('title')}>
      {missing.map((scope) => (
        <Text key={scope} marginBottom="none">
          {t(scope)}
        </Text>
      ))}
      <Text marginBottom="none">{t('action', { role: opening.isOwner() ? 'owner' : 'user' })}</Text>
    </Notice>
  );
}
