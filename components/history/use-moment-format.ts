import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { browserLanguages } from './browser-languages';

/** In the time zone of the reader, with its name: people in several places read the same history. */
const momentFormat = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

/** The app's language, with the browser's region where it has the same language: British and American dates differ. */
function withRegion(language: string): string {
  return browserLanguages().find((tag) => tag.split('-')[0] === language) ?? language;
}

/** Formats moments, in milliseconds since the epoch, as the reader's clock and calendar have them. */
export function useMomentFormat(): (at: number) => string {
  const locale = useLocale();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(withRegion(locale), momentFormat);
    return (at: number) => format.format(at);
  }, [locale]);
}
