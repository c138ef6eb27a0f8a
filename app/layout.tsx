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

/**
 * React holds streamed content back until 300 ms after the first paint, so that several parts do not pop in one
 * after another. Here there is one part, the form, and those milliseconds are a wait for nothing. The page's
 * script keeps that first moment in a global named `$RT` and waits only where it is a number; a React that calls
 * it otherwise goes on as if this did not exist. `npm run bench -- load` shows the difference.
 */
const script = "Object.defineProperty(window,'$RT',{get(){},set(){}})";

function RevealAtOnce({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />;
}

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
