'use client';

import { Button } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { PlainPage } from '@/components/ui/plain-page';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations();
  return (
    <PlainPage title={t('pages.errorTitle')} paragraphs={[t('pages.errorDetail')]}>
      <Button mobileWidth="auto" onClick={reset}>
        {t('app.tryAgain')}
      </Button>
    </PlainPage>
  );
}
