import compileMessage from 'icu-minify/compile';
import type { ErrorCode } from '../errors';
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

/** Codes that only a callback answers with: their page is complete when it leaves the server. */
export const callbackErrorCodes = [
  'payload_missing',
  'payload_malformed',
  'payload_signature_invalid',
  'payload_algorithm_refused',
  'payload_expired',
  'payload_not_yet_valid',
  'payload_stale',
  'payload_audience_wrong',
  'payload_issuer_wrong',
  'payload_claims_invalid',
  'payload_reused',
  'grant_query_invalid',
  'context_invalid',
  'grant_rejected',
  'context_mismatch',
  'grant_scopes_missing',
  'login_failed',
  'login_unreadable',
  'login_timeout',
  'not_installed',
  'webhook_untrusted',
] as const satisfies readonly ErrorCode[];

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
    ([code]) => !callbackErrorCodes.some((callback) => callback === code),
  );
  return { ...messages, errors: Object.fromEntries(browserErrors) };
}
