// The browser loads only the scripts that a page shows.
import '@fontsource/source-sans-3/400.css';
import '@fontsource/source-sans-3/600.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requestLocale } from '@/components/shell/request-locale';
import { pageHeaders } from '@/lib/http/page-headers';
import { languageChoices, languageTable } from '@/lib/i18n/locales';
import { loadBrowserMessages } from '@/lib/i18n/messages';
import { createServerTranslator } from '@/lib/i18n/translator';
import { Providers } from './providers';

/**
 * React delays streamed content until 300 ms after the first paint, so that several parts do not appear one after
 * another. This page has one part, the form, and need not wait. React's script stores the time of the first paint in a
 * global named `$RT` and waits only where it is a number; a React version with another name is not affected. `npm run
 * bench -- load` shows the difference.
 */
const script = "Object.defineProperty(window,'$RT',{get(){},set(){}})";

function RevealAtOnce({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />;
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await createServerTranslator(await requestLocale());
  return {
    description: t('meta.description'),
    icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
    robots: { index: false, follow: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale();
  const received = await headers();
  const nonce = received.get(pageHeaders.nonce) ?? undefined;
  return (
    <html lang={locale} dir={languageTable[locale].direction}>
      <head>
        {/* For reports of errors: the id of the request in the log. */}
        <meta name="request-id" content={received.get('x-request-id') ?? ''} />
        {/* The styles' script starts before React does, and looks for its nonce here. */}
        <meta property="csp-nonce" nonce={nonce} />
        <RevealAtOnce nonce={nonce} />
      </head>
      <body>
        <Providers
          locale={locale}
          messages={await loadBrowserMessages(locale)}
          languages={languageChoices}
          nonce={nonce}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
