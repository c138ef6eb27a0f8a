import { useLocale } from 'next-intl';
import { useMemo } from 'react';

/** Formats names or short phrases as one list, by the app's language: `A, B, C`, in Chinese `A、B、C`. */
export function useListFormat(): (items: Iterable<string>) => string {
  const locale = useLocale();
  return useMemo(() => {
    const list = new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' });
    return (items) => list.format(items);
  }, [locale]);
}
