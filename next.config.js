/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
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
