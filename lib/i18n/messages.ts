import compileMessage from 'icu-minify/compile';
import { isErrorCode, isShownInApp } from '../errors';
import type { Locale } from './locales';
import en from './messages/en.json' with { type: 'json' };

export type Messages = typeof en;

/** Every message that the browser can need. */
export type BrowserMessages = Omit<Messages, 'meta' | 'errors'> & { errors: Partial<Messages['errors']> };

type MessageTree = string | { [key: string]: MessageTree };

/**
 * Messages parsed once, on the server: a browser then needs no parser, which is larger than all that it would parse.
 * The types stay those of the texts, since both are read by key only.
 */
function compileMessages<Tree extends MessageTree>(messages: Tree): Tree {
  // As plain objects: React hands no others to the browser.
  if (typeof messages === 'string') return structuredClone(compileMessage(messages)) as Tree;
  const entries = Object.entries(messages).map(([key, tree]) => [key, compileMessages(tree)] as const);
  return Object.fromEntries(entries) as Tree;
}

const catalogues: Record<Locale, Messages> = { en: compileMessages(en) };

/**
 * All messages in one language, compiled: `use-intl/format-message/format-only` formats them.
 *
 * @param locale one that `resolveLocale` answered
 */
export function loadMessages(locale: Locale): Messages {
  return catalogues[locale];
}

/**
 * The messages that have to travel with the page: without what is only written on the server.
 *
 * @param locale one that `resolveLocale` answered
 */
export function loadBrowserMessages(locale: Locale): BrowserMessages {
  const { meta: _meta, errors, ...messages } = loadMessages(locale);
  const browserErrors = Object.entries(errors).filter(
    ([code]) => isErrorCode(code) && isShownInApp({ code }),
  );
  return { ...messages, errors: Object.fromEntries(browserErrors) };
}
