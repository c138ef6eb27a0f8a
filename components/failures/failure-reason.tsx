'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type AppError, isWriteUnclear } from '@/lib/errors';
import { useErrorWords } from './use-error-words';

interface FailureReasonProps {
  error: AppError;
  /** Whether it is about a read, which cannot have written anything. */
  reading?: boolean;
}

/** Why one storefront was not saved, or could not be read. */
export function FailureReason({ error, reading = false }: FailureReasonProps) {
  const t = useTranslations('bulk.result');
  const { title } = useErrorWords(error);
  const told = Object.values(error.details.fieldErrors ?? {});
  const notes = [
    ...told,
    ...(error.code === 'settings_changed' ? [t('conflict')] : []),
    ...(!reading && isWriteUnclear(error) ? [t('unclear')] : []),
  ];
  return (
    <>
      {(error.code === 'settings_changed' ? notes : [title, ...notes]).map((line) => (
        <Small key={line} color="danger50" marginBottom="none">
          {line}
        </Small>
      ))}
    </>
  );
}
