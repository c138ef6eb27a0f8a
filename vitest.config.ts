import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { requireNode } from './sandbox/require-node.ts';

requireNode();

const root = fileURLToPath(new URL('.', import.meta.url));

const resolve = {
  alias: {
    // As in next.config.js: the messages are compiled.
    'use-intl/format-message': 'use-intl/format-message/format-only',
    '@': root.replace(/\/$/, ''),
    // The package throws wherever the bundler's `react-server` condition is not set, as in a test runner.
    'server-only': fileURLToPath(new URL('./node_modules/server-only/empty.js', import.meta.url)),
  },
};

/** In milliseconds. Tests wait for conditions: only one that hangs comes near these limits, however slow the machine is. */
const limits = { testTimeout: 120_000, hookTimeout: 300_000, expect: { poll: { timeout: 15_000 } } };

/** What the aliases have to reach is not left to Node. */
const server = { deps: { inline: ['next-intl', 'use-intl'] } };

export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          server,
          include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'],
          ...limits,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          server,
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/compile-cache.ts', 'tests/integration/shared-postgres.ts'],
          // Many tests wait: for limits, leases and processes.
          maxWorkers: 3,
          ...limits,
        },
      },
    ],
  },
});
