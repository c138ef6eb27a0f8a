/**
 * knip finds files, exports and dependencies that nothing uses. With `--production` it looks at the app without its tests
 * and its sandbox: an export that only a test imports is unused there, unless its own file uses it as well.
 *
 * @type {(options: { production?: boolean }) => import('knip').KnipConfig}
 */
const config = ({ production = false }) => ({
  entry: [
    'admin/{main,backup-command}.ts!',
    // npm scripts name it after --import; only those of development are read for entries.
    ...(production ? ['server/typescript-imports.ts!'] : []),
    'sandbox/assets/*',
    'tests/**/*.{test,e2e}.ts',
    'tests/integration/**/*-process.ts',
  ],
  project: [
    '{admin,app,components,lib,server}/**/*.{ts,tsx,js}!',
    '*.{ts,js}!',
    '{sandbox,tests}/**/*.{ts,tsx,js}',
    // Only next.config.js imports them, which belongs to development for knip.
    '!lib/build/*.js!',
  ],
  ignoreExportsUsedInFile: production,
  // Programs of the machine that tests start.
  ignoreBinaries: ['openssl', 'pgbouncer'],
  // The name of a module that next.config.js puts in the place of another, not an import.
  ignoreUnresolved: ['use-intl/format-message/format-only'],
});

export default config;
