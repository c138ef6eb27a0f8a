'use client';

import { GlobalStyles } from '@bigcommerce/big-design';
import { theme } from '@bigcommerce/big-design-theme';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { ThemeProvider } from 'styled-components';
import { SWRConfig, type SWRConfiguration } from 'swr';
import { PageStyles } from '@/components/ui/page-styles';
import type { Locale } from '@/lib/i18n/locales';
import type { BrowserMessages } from '@/lib/i18n/messages';
import { StylesRegistry } from './styles-registry';

interface ProvidersProps {
  locale: Locale;
  messages: BrowserMessages;
  nonce: string | undefined;
  children: ReactNode;
}

const reading: SWRConfiguration = {
  // Waiting and trying again belong to the server, which knows the store's rate limit.
  shouldRetryOnError: false,
  // A cache for each page, never one for all that the server renders.
  provider: () => new Map(),
};

export function Providers({ locale, messages, nonce, children }: ProvidersProps) {
  return (
    <StylesRegistry nonce={nonce}>
      <ThemeProvider theme={theme}>
        <GlobalStyles />
        <PageStyles />
        <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC">
          <SWRConfig value={reading}>{children}</SWRConfig>
        </NextIntlClientProvider>
      </ThemeProvider>
    </StylesRegistry>
  );
}
