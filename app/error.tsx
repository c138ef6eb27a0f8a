'use client';

import { Button } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { PlainPage } from '@/components/ui/plain-page';

/** Reloads rather than draws again: what broke the page may be in the page, and drafts and the session are kept. */
export default function ErrorPage() {
  const t = useTranslations();
  return (
    <PlainPage title={t('pages.errorTitle')} paragraphs={[t('pages.errorDetail')]}>
      <Button mobileWidth="auto" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </PlainPage>
  );
}
