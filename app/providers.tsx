'use client';

import { GlobalStyles } from '@bigcommerce/big-design';
import { theme } from '@bigcommerce/big-design-theme';
import { useServerInsertedHTML } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ServerStyleSheet, StyleSheetManager, ThemeProvider } from 'styled-components';
import { SWRConfig, type SWRConfiguration } from 'swr';
import { LanguageProvider } from '@/components/shell/language';
import { PageStyles } from '@/components/ui/page-styles';
// The error page loads with every page: what it shows is in the script of all of them once, and not twice.
import '@/components/ui/plain-page';
import type { LanguageChoice, Locale } from '@/lib/i18n/locales';

interface StylesRegistryProps {
  nonce: string | undefined;
  children: ReactNode;
}

/** Adds the styles of rendered components to the stream, with the nonce of the policy. */
function StylesRegistry({ nonce, children }: StylesRegistryProps) {
  const [sheet] = useState(() =>
    typeof window === 'undefined' ? new ServerStyleSheet(nonce === undefined ? {} : { nonce }) : null,
  );

  useServerInsertedHTML(() => {
    if (sheet === null) return null;
    const styles = sheet.getStyleElement();
    sheet.instance.clearTag();
    return <>{styles}</>;
  });

  if (sheet === null) return <StyleSheetManager nonce={nonce}>{children}</StyleSheetManager>;
  return <StyleSheetManager sheet={sheet.instance}>{children}</StyleSheetManager>;
}

interface ProvidersProps {
  locale: Locale;
  /** As JSON. */
  messages: string;
  languages: readonly LanguageChoice[];
  nonce: string | undefined;
  children: ReactNode;
}

const reading: SWRConfiguration = {
  // The server retries, because it knows the store's rate limit.
  shouldRetryOnError: false,
  // One cache for each page, so that rendered pages do not share data on the server.
  provider: () => new Map(),
};

export function Providers({ locale, messages, languages, nonce, children }: ProvidersProps) {
  return (
    <StylesRegistry nonce={nonce}>
      <ThemeProvider theme={theme}>
        <GlobalStyles />
        <PageStyles />
        <LanguageProvider locale={locale} messages={messages} choices={languages}>
          <SWRConfig value={reading}>{children}</SWRConfig>
        </LanguageProvider>
      </ThemeProvider>
    </StylesRegistry>
  );
}
