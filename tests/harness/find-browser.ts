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

function pathsOf(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}

function findInstalled(): string | undefined {
  return [...installedNames.flatMap(pathsOf), ...installedPaths].find((path) => existsSync(path));
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

/**
 * Finds Debian's headless shell: Chromium without a window. It renders pages as Chromium does and costs a test less,
 * because it draws no browser around them. It knows no profile, so it cannot be set to block third-party cookies.
 *
 * @returns the path of its program, or of what `findBrowser` finds
 */
export function findQuickBrowser(): string {
  return pathsOf('chromium-headless-shell').find((path) => existsSync(path)) ?? findBrowser();
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
