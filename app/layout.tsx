import '@fontsource/source-sans-3/latin-400.css';
import '@fontsource/source-sans-3/latin-600.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requestLocale } from '@/components/shell/request-locale';
import { pageHeaders } from '@/lib/http/page-headers';
import { loadBrowserMessages } from '@/lib/i18n/messages';
import { createServerTranslator } from '@/lib/i18n/translator';
import { Providers } from './providers';
import { RevealAtOnce } from './reveal-at-once';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = createServerTranslator(await requestLocale());
  return {
    title: t('meta.title'),
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
    <html lang={locale}>
      <head>
        {/* For a report: the log knows the request by it. */}
        <meta name="request-id" content={received.get('x-request-id') ?? ''} />
        {/* The styles' script starts before React does, and looks for its nonce here. */}
        <meta property="csp-nonce" nonce={nonce} />
        <RevealAtOnce nonce={nonce} />
      </head>
      <body>
        <Providers locale={locale} messages={loadBrowserMessages(locale)} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
