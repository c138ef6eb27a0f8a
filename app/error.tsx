'use client';

import { useTranslations } from 'next-intl';
import { PlainPage, ReloadButton } from '@/components/ui/plain-page';

/**
 * Offers a reload instead of rendering again, because the error may be in the page's data. Drafts and the session
 * survive a reload.
 */
export default function ErrorPage() {
  const t = useTranslations();
  return (
    <PlainPage title={t('pages.errorTitle')} paragraphs={[t('pages.errorDetail')]}>
      <ReloadButton />
    </PlainPage>
  );
}
