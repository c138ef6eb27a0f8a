import { useTranslations } from 'next-intl';
import type { AppError } from '@/lib/errors';
import { retryAfterSeconds } from '@/lib/retry-after';
import { useOpenedStore } from '../shell/opened-store';

export interface ErrorWords {
  title: string;
  detail: string;
  action: string;
}

/** The texts of an error. Some depend on whether the user is the owner. */
export function useErrorWords({ code, details }: AppError): ErrorWords {
  const t = useTranslations('errors');
  const { opening } = useOpenedStore();
  const values = {
    role: opening.isOwner() ? 'owner' : 'user',
    scopes: '',
    seconds: retryAfterSeconds({ details }),
    ...details.messageValues,
  };
  return {
    title: t(`${code}.title`, values),
    detail: t(`${code}.detail`, values),
    action: t(`${code}.action`, values),
  };
}
