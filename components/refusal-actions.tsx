'use client';

import { Link, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ErrorCode } from '@/lib/errors';
import { SupportLink } from './ui/support-link';

interface RefusalActionsProps {
  code: ErrorCode;
  supportUrl: string;
  retryHref: string | null;
}

/** Links, not buttons: they work with scripts turned off. */
export function RefusalActions({ code, supportUrl, retryHref }: RefusalActionsProps) {
  const t = useTranslations();
  return (
    <>
      {retryHref !== null && <Link href={retryHref}>{t('app.tryAgain')}</Link>}
      <SupportLink href={supportUrl}>{t('pages.support')}</SupportLink>
      <Small marginBottom="none">{t('pages.code', { code })}</Small>
    </>
  );
}
