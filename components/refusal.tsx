import type { ErrorCode } from '@/lib/errors';
import { createServerTranslator } from '@/lib/i18n/translator';
import { PlainPage } from './ui/plain-page';
import { RefusalActions } from './refusal-actions';
import { requestLocale } from './shell/request-locale';

export interface RefusalProps {
  code: ErrorCode;
  /** Values for the placeholders of the code's message. */
  values?: Record<string, string | number>;
  /** Lists for its placeholders. */
  lists?: Record<string, readonly string[]>;
  supportUrl: string;
  /** Where the same callback can be tried again. Given only where that makes sense. */
  retryHref?: string;
}

/** Why a callback was refused, in words that help the person who is looking at the control panel. */
export async function Refusal({ code, values, lists = {}, supportUrl, retryHref }: RefusalProps) {
  const locale = await requestLocale();
  const t = await createServerTranslator(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const joined = Object.entries(lists).map(([name, items]) => [name, list.format(items)] as const);
  const filled = { role: 'user', scopes: '', seconds: 60, ...values, ...Object.fromEntries(joined) };
  const paragraphs = [t(`errors.${code}.detail`, filled), t(`errors.${code}.action`, filled)];
  return (
    <PlainPage title={t(`errors.${code}.title`, filled)} paragraphs={paragraphs}>
      <RefusalActions code={code} supportUrl={supportUrl} retryHref={retryHref ?? null} />
    </PlainPage>
  );
}
