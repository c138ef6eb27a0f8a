import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';
import { compressStaticFiles } from './lib/build/compress-static-files.js';
import { deploymentId } from './lib/build/deployment-id.js';

const takesBrotli = [{ type: 'header', key: 'accept-encoding', value: '(.*)\\bbr\\b(.*)' }];

/** What lib/build/compress-static-files.js compressed, by the ending of its name. */
const compressed = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' };

const immutable = 'public, max-age=31536000, immutable';

const brotliHeaders = Object.entries(compressed).map(([ending, type]) => ({
  source: `/_next/static/:path*.${ending}`,
  has: takesBrotli,
  headers: [
    { key: 'Content-Encoding', value: 'br' },
    { key: 'Content-Type', value: type },
    { key: 'Cache-Control', value: immutable },
    { key: 'Vary', value: 'Accept-Encoding' },
  ],
}));

const brotliRewrites = Object.keys(compressed).map((ending) => ({
  source: `/_next/static/:path*.${ending}`,
  has: takesBrotli,
  destination: `/_next/static/:path*.${ending}.br`,
}));

/**
 * @param {string} phase what Next.js is doing; while developing nothing is compressed
 * @returns {import('next').NextConfig}
 */
export default function config(phase) {
  const built = phase !== PHASE_DEVELOPMENT_SERVER;
  const id = deploymentId(phase, '.next');
  return {
    ...(id === undefined ? {} : { deploymentId: id, generateBuildId: () => id }),
    poweredByHeader: false,
    reactStrictMode: true,
    images: { unoptimized: true },
    // A redirect would repeat a callback's payload in its Location; an address with a slash too many leads nowhere.
    skipTrailingSlashRedirect: true,
    // No page takes a body. Without this, up to 10 MB of each are kept in memory before a page answers.
    experimental: { proxyClientMaxBodySize: 1024 },
    // `npm run typecheck` checks the tests too, and is part of `npm test`.
    typescript: { ignoreBuildErrors: true },
    compiler: {
      styledComponents: true,
      runAfterProductionCompile: ({ distDir }) => {
        compressStaticFiles(`${distDir}/static`);
        return Promise.resolve();
      },
    },
    turbopack: {
      resolveAlias: {
        // lib/i18n/messages.ts compiles the messages, so nothing that formats them has to parse.
        'use-intl/format-message': 'use-intl/format-message/format-only',
        polished: './lib/build/polished.ts',
      },
    },
    serverExternalPackages: ['pino', 'pg', 'undici', 'kysely'],
    headers: () => Promise.resolve(built ? brotliHeaders : []),
    rewrites: () => Promise.resolve({ beforeFiles: built ? brotliRewrites : [] }),
  };
}
