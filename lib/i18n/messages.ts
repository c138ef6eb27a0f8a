import compileMessage from 'icu-minify/compile';
import { isErrorCode, isShownInApp } from '../errors';
import type { Locale } from './locales';
import en from './messages/en.json' with { type: 'json' };

export type Messages = typeof en;

/** The messages for the browser. */
export type BrowserMessages = Omit<Messages, 'meta' | 'errors'> & { errors: Partial<Messages['errors']> };

type MessageTree = string | { [key: string]: MessageTree };

/**
 * Compiles messages on the server, so that the browser needs no parser, which is larger than the messages. The type
 * stays that of the texts, because both are read by key only.
 */
function compileMessages<Tree extends MessageTree>(messages: Tree): Tree {
  // As plain objects, because React passes no others to the browser.
  if (typeof messages === 'string') return structuredClone(compileMessage(messages)) as Tree;
  const entries = Object.entries(messages).map(([key, tree]) => [key, compileMessages(tree)] as const);
  return Object.fromEntries(entries) as Tree;
}

const catalogues: Record<Locale, Messages> = { en: compileMessages(en) };

/**
 * Loads all messages of one language, compiled for `use-intl/format-message/format-only`.
 *
 * @param locale one that `resolveLocale` answered
 */
export function loadMessages(locale: Locale): Messages {
  return catalogues[locale];
}

/**
 * Loads the messages that the page contains: all but those that are used on the server only.
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
