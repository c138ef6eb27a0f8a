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
          // A busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          server,
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A condition is waited for, however slow the machine is.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
