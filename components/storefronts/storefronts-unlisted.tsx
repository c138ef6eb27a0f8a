'use client';

import { Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { FailureNotice } from '../failures/failure-notice';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { StorefrontsRead } from '../data/use-storefronts';

/** What is said where there are no storefronts to show: not yet, not allowed, not read, or none. */
export function StorefrontsUnlisted({ storefronts }: { storefronts: StorefrontsRead }) {
  const t = useTranslations('matrix');
  const { list, failure, reading, readAgain } = storefronts;
  if (list !== null)
    return (
      <Text color="secondary60" marginBottom="none">
        {t('none')}
      </Text>
    );
  if (failure === null || reading) return <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>;
  if (failure.code === 'oauth_scope_missing') return <Text marginBottom="none">{t('notAllowed')}</Text>;
  return <FailureNotice error={failure} onTryAgain={readAgain} />;
}
