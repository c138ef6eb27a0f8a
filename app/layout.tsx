// The browser loads only the scripts that a page shows.
import '@fontsource/source-sans-3/400.css';
import '@fontsource/source-sans-3/600.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { requestLocale } from '@/components/shell/request-locale';
import { pageHeaders } from '@/lib/http/page-headers';
import { languageChoices, languageTable } from '@/lib/i18n/locales';
import { loadBrowserMessagesJson } from '@/lib/i18n/messages';
import { createServerTranslator } from '@/lib/i18n/translator';
import { Providers } from './providers';

/**
 * React collects streamed parts of a page in a global list named `$RB` and shows them together, at the next frame or
 * 300 ms after the last. This page has one part, the form: here the list shows it at once. A React version with another
 * name is not affected. `npm run bench -- load` shows the difference.
 */
const revealAtOnce =
  "Object.defineProperty(window,'$RB',{get:()=>({length:0,push:(...part)=>$RV(part)}),set(){}})";

/** Hydration begins after this long at the latest, in milliseconds: the tabs have to react while BigCommerce is slow. */
const longestHoldMs = 500;

/** The same in browsers that do not say when they are idle. */
const holdWithoutIdleMs = 50;

/**
 * Next.js hydrates as soon as its scripts are there. On a slow machine that keeps the parser from the form's markup,
 * which has arrived long since: here hydration waits until the document is whole or, where it is not yet because
 * BigCommerce has not answered, until the browser has nothing else to do. Next.js waits for the scripts in its global
 * `__next_s`; this stands in their place, and a version with another name hydrates as before.
 */
const hydrateAfterMarkup = `self.__next_s={length:1,reduce:()=>new Promise((resolve)=>{
if(document.readyState!=='loading')return resolve();
addEventListener('DOMContentLoaded',()=>resolve());
if(self.requestIdleCallback)requestIdleCallback(()=>resolve(),{timeout:${longestHoldMs}});
else setTimeout(resolve,${holdWithoutIdleMs});
})}`;

function FirstScripts({ nonce }: { nonce: string | undefined }) {
  const html = `${revealAtOnce};${hydrateAfterMarkup}`;
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: html }} />;
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
        <FirstScripts nonce={nonce} />
      </head>
      <body>
        <Providers
          locale={locale}
          messages={await loadBrowserMessagesJson(locale)}
          languages={languageChoices}
          nonce={nonce}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
