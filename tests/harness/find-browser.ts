import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const installedNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

const installedPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = installedNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...installedPaths].find((path) => existsSync(path));
}

function findDownloaded(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** Each may fail where the machine does not allow it: then the next one is tried. */
const installations: readonly (readonly [string, readonly string[]])[] = [
  ['npx', ['playwright', 'install', 'chromium']],
  ['apt-get', ['update', '-qq']],
  ['apt-get', ['install', '-y', '-qq', 'chromium']],
];

/**
 * Finds a Chromium or Chrome: an installed one, else Playwright's own download, else Debian's package.
 *
 * @returns the path of its program
 * @throws Error that says what to install where none can be had
 */
export function findBrowser(): string {
  const found = findInstalled() ?? findDownloaded();
  if (found !== undefined) return found;
  for (const [program, words] of installations) {
    try {
      execFileSync(program, words, { stdio: 'ignore', timeout: 300_000 });
    } catch {
      continue;
    }
    const installed = findInstalled() ?? findDownloaded();
    if (installed !== undefined) return installed;
  }
  throw new Error('No browser found and none could be installed. Please install Chrome or Chromium.');
}

/** Quiet and closed to the outside, which a test has no use for. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
