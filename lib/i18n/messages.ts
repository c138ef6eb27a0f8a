import { readFile } from 'node:fs/promises';
import compileMessage from 'icu-minify/compile';
import { testMessagesFileOfEnvironment } from '../env';
import { isErrorCode, isShownInApp } from '../errors';
import { languageTable, type Locale, type Messages } from './locales';

/** The messages for the browser. */
export type BrowserMessages = Omit<Messages, 'meta' | 'errors'> & { errors: Partial<Messages['errors']> };

type MessageTree = string | { [key: string]: MessageTree };

/**
 * Compiles messages on the server, so that the browser needs no parser, which is larger than the messages. The type
 * stays that of the texts, because both are read by key only.
 */
export function compileMessages<Tree extends MessageTree>(messages: Tree): Tree {
  // As plain objects, because React passes no others to the browser.
  if (typeof messages === 'string') return structuredClone(compileMessage(messages)) as Tree;
  const entries = Object.entries(messages).map(([key, tree]) => [key, compileMessages(tree)] as const);
  return Object.fromEntries(entries) as Tree;
}

/** The part of the messages that the browser uses: all but those that are used on the server only. */
function toBrowserMessages({ meta: _meta, errors, ...messages }: Messages): BrowserMessages {
  const browserErrors = Object.entries(errors).filter(
    ([code]) => isErrorCode(code) && isShownInApp({ code }),
  );
  return { ...messages, errors: Object.fromEntries(browserErrors) };
}

interface Catalogue {
  all: Messages;
  browser: BrowserMessages;
  /** The same as JSON. */
  browserJson: string;
}

const catalogues = new Map<Locale, Promise<Catalogue>>();

/** The texts of a language; in tests, those of a language that merchants do not get. */
async function readTexts(locale: Locale): Promise<Messages> {
  const file = testMessagesFileOfEnvironment();
  if (file === null) return (await languageTable[locale].load()).default;
  return JSON.parse(await readFile(/* turbopackIgnore: true */ file, 'utf8')) as Messages;
}

async function readCatalogue(locale: Locale): Promise<Catalogue> {
  const texts = await readTexts(locale);
  const all = compileMessages(texts);
  const browser = toBrowserMessages(all);
  return { all, browser, browserJson: JSON.stringify(browser) };
}

/** Reads and compiles a language the first time it is needed. A failure, as while files are replaced, is not kept. */
function loadCatalogue(locale: Locale): Promise<Catalogue> {
  const loaded = catalogues.get(locale);
  if (loaded !== undefined) return loaded;
  const loading = readCatalogue(locale);
  catalogues.set(locale, loading);
  loading.catch(() => catalogues.delete(locale));
  return loading;
}

/**
 * Loads all messages of one language, compiled for `use-intl/format-message/format-only`.
 *
 * @param locale one that `resolveLocale` answered
 */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await loadCatalogue(locale)).all;
}

/**
 * Loads the messages that the page contains, as JSON. React writes and reads thousands of objects one by one, and a
 * text at once.
 *
 * @param locale one that `resolveLocale` answered
 */
export async function loadBrowserMessagesJson(locale: Locale): Promise<string> {
  return (await loadCatalogue(locale)).browserJson;
}

/**
 * Loads the messages that the page contains: all but those that are used on the server only.
 *
 * @param locale one that `resolveLocale` answered
 */
export async function loadBrowserMessages(locale: Locale): Promise<BrowserMessages> {
  return (await loadCatalogue(locale)).browser;
}
