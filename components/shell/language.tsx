'use client';

import { NextIntlClientProvider } from 'next-intl';
import { createContext, type ReactNode, startTransition, useContext, useMemo, useState } from 'react';
import { withLanguage } from '@/lib/api/page-language';
import type { LanguageChoice, Locale } from '@/lib/i18n/locales';
import type { BrowserMessages } from '@/lib/i18n/messages';

/** A language with its texts. */
export interface ShownLanguage {
  language: Locale;
  direction: 'ltr' | 'rtl';
  messages: BrowserMessages;
}

interface LanguageContext {
  language: Locale;
  /** The languages that the user can choose. */
  choices: readonly LanguageChoice[];
  /** The language that the user chose since the page was loaded, `null` before. */
  chosen: Locale | null;
  /** Shows the app in another language; nothing that was entered is lost. */
  show: (shown: ShownLanguage) => void;
}

const Context = createContext<LanguageContext | null>(null);

interface LanguageProviderProps {
  /** Of the page as the server rendered it. */
  locale: Locale;
  /** As JSON. */
  messages: string;
  choices: readonly LanguageChoice[];
  children: ReactNode;
}

/** The texts of the app below, in the page's language or in the one that the user chose since. */
export function LanguageProvider({ locale, messages, choices, children }: LanguageProviderProps) {
  const [shown, setShown] = useState<ShownLanguage | null>(null);
  const firstMessages = useMemo(() => JSON.parse(messages) as BrowserMessages, [messages]);
  const context = useMemo(
    () => ({
      language: shown?.language ?? locale,
      choices,
      chosen: shown?.language ?? null,
      show(next: ShownLanguage) {
        document.documentElement.lang = next.language;
        document.documentElement.dir = next.direction;
        const address = withLanguage(location.pathname + location.search, next.language);
        window.history.replaceState(null, '', address);
        // Parts of the page that React still hydrates are hydrated in their own language first.
        startTransition(() => setShown(next));
      },
    }),
    [shown, locale, choices],
  );
  return (
    <Context value={context}>
      <NextIntlClientProvider
        locale={context.language}
        messages={shown?.messages ?? firstMessages}
        timeZone="UTC"
      >
        {children}
      </NextIntlClientProvider>
    </Context>
  );
}

/** The language of the app, and what it takes to change it. */
export function useLanguage(): LanguageContext {
  const context = useContext(Context);
  if (context === null) throw new Error('useLanguage needs LanguageProvider around it');
  return context;
}
