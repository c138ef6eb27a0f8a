import { useTranslations } from 'next-intl';
import type { AppError } from '@/lib/errors';
import { useOpenedStore } from '../shell/opened-store';

export interface ErrorWords {
  title: string;
  detail: string;
  action: string;
}

const fallbackWaitSeconds = 30;

/** An error in the merchant's words: some failures ask something else of the owner than of other users. */
export function useErrorWords({ code, details }: AppError): ErrorWords {
  const t = useTranslations('errors');
  const { opening } = useOpenedStore();
  const values = {
    role: opening.isOwner() ? 'owner' : 'user',
    scopes: '',
    seconds: details.retryAfterSeconds ?? fallbackWaitSeconds,
    ...details.messageValues,
  };
  return {
    title: t(`${code}.title`, values),
    detail: t(`${code}.detail`, values),
    action: t(`${code}.action`, values),
  };
}
