import { headers } from 'next/headers';
import { pageHeaders } from '@/lib/http/page-headers';
import { type Locale, resolveLocale } from '@/lib/i18n/locales';

/** The user's language, the control panel's, which may not be the browser's. For server components only. */
export async function requestLocale(): Promise<Locale> {
  const sent = await headers();
  return resolveLocale(sent.get(pageHeaders.locale), sent.get('accept-language'));
}
