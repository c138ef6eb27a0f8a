import { useTranslations } from 'next-intl';
import { AppError, type ErrorCode, hasDetailForReads } from '@/lib/errors';
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

/** Those whose advice is about a save, with those whose advice holds for a read as well. */
const adviceOf: Partial<Record<ErrorCode, ErrorCode>> = { store_timeout: 'store_failed' };

/** The texts of an error that a read met: they speak of nothing that was saved or typed. */
export function useReadingWords(error: AppError): ErrorWords {
  const t = useTranslations('app');
  const words = useErrorWords(error);
  const { action } = useErrorWords(new AppError(adviceOf[error.code] ?? error.code, error.details));
  return { ...words, detail: hasDetailForReads(error) ? words.detail : t('notRead'), action };
}
