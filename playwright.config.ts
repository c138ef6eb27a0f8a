import { defineConfig } from '@playwright/test';
import { requireNode } from './sandbox/require-node.ts';
import shareCompileCache from './tests/compile-cache.ts';
import { browserArguments, findQuickBrowser } from './tests/harness/find-browser.ts';

requireNode();
shareCompileCache();

const measured = '**/*-quick.e2e.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  projects: [
    { name: 'behaviour', testMatch: '**/*.e2e.ts', testIgnore: measured },
    // What is measured has the machine to itself.
    { name: 'measured', testMatch: measured, dependencies: ['behaviour'] },
  ],
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // Tests wait for conditions: only one that hangs comes near these limits, however slow the machine is.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findQuickBrowser(), args: browserArguments },
  },
});
