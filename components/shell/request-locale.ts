import { headers } from 'next/headers';
import { type Locale, resolveLocale } from '@/lib/i18n/locales';

/** The door writes the person's language here: the control panel's, which may not be the browser's. */
const localeHeader = 'x-app-locale';

/** The language of the request that is being answered. For server components only. */
export async function requestLocale(): Promise<Locale> {
  const sent = await headers();
  return resolveLocale(sent.get(localeHeader), sent.get('accept-language'));
}
