/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A redirect would repeat a callback's payload in its Location; an address with a slash too many leads nowhere.
  skipTrailingSlashRedirect: true,
  // No page takes a body. Without this, up to 10 MB of each are kept in memory before a page answers.
  experimental: { proxyClientMaxBodySize: 1024 },
  // `npm run typecheck` checks the tests too, and is part of `npm test`.
  typescript: { ignoreBuildErrors: true },
  compiler: { styledComponents: true },
  serverExternalPackages: ['pino', 'pg', 'undici', 'kysely'],
  headers: () =>
    Promise.resolve([
      {
        source: '/:path*',
        headers: [
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Referrer-Policy', value: 'no-referrer' },
        ],
      },
    ]),
};

export default config;
