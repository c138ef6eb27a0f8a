import { defineConfig, type Project } from '@playwright/test';
import { requireNode } from './sandbox/require-node.ts';
import shareCompileCache from './tests/compile-cache.ts';
import { browserArguments, findFirefox, findQuickBrowser, findWebKit } from './tests/harness/find-browser.ts';

requireNode();
shareCompileCache();

const measured = '**/*-quick.e2e.ts';
const inWebKit = '**/webkit.e2e.ts';
const firefox = findFirefox();
const webKit = findWebKit();

/** The projects of the browsers besides Chromium, as far as they are there. */
const others: (Project & { name: string })[] = [];
if (firefox !== null)
  others.push({
    name: 'firefox',
    testMatch: ['**/main-flows.e2e.ts', '**/browser-differences.e2e.ts'],
    use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: firefox } },
  });
if (webKit !== null) others.push({ name: 'webkit', testMatch: inWebKit });

export default defineConfig({
  testDir: 'tests/e2e',
  projects: [
    { name: 'behaviour', testMatch: '**/*.e2e.ts', testIgnore: [measured, inWebKit] },
    ...others,
    // What is measured has the machine to itself.
    { name: 'measured', testMatch: measured, dependencies: ['behaviour', ...others.map(({ name }) => name)] },
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
