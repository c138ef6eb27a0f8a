import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Where a program is found, and how it is installed where it is not. */
interface Installable {
  find: () => string | undefined;
  /** Each may fail where the machine does not allow it: then the next one is tried. */
  installations: readonly (readonly [program: string, words: readonly string[]])[];
}

/** Playwright's workers read the configuration again, after the process that started them has tried to install. */
const isWorker = process.env.TEST_WORKER_INDEX !== undefined;

function pathsOf(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}

const findAmong = (names: readonly string[], paths: readonly string[] = []) =>
  [...names.flatMap(pathsOf), ...paths].find((path) => existsSync(path));

const debianPackage = (name: string): Installable['installations'] => [
  ['apt-get', ['update', '-qq']],
  ['apt-get', ['install', '-y', '-qq', name]],
];

function findDownloaded(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

const chromiumBrowser: Installable = {
  find: () =>
    findAmong(
      ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'],
      [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      ],
    ) ?? findDownloaded(),
  installations: [['npx', ['playwright', 'install', 'chromium']], ...debianPackage('chromium')],
};

const firefoxBrowser: Installable = {
  find: () =>
    findAmong(
      ['firefox-esr', 'firefox'],
      ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
    ),
  installations: debianPackage('firefox-esr'),
};

const webKitDriver: Installable = {
  find: () => findAmong(['WebKitWebDriver']),
  installations: debianPackage('webkit2gtk-driver'),
};

const virtualDisplay: Installable = {
  find: () => findAmong(['Xvfb']),
  installations: debianPackage('xvfb'),
};

/** @returns the path of the program, `null` where it is not there and cannot be installed */
function findOrInstall({ find, installations }: Installable): string | null {
  const found = find();
  if (found !== undefined) return found;
  if (isWorker) return null;
  for (const [program, words] of installations) {
    try {
      execFileSync(program, words, { stdio: 'ignore', timeout: 300_000 });
    } catch {
      continue;
    }
    const installed = find();
    if (installed !== undefined) return installed;
  }
  return null;
}

/**
 * Finds a Chromium or Chrome: an installed one, else Playwright's own download, else Debian's package.
 *
 * @returns the path of its program
 * @throws Error that says what to install where none can be had
 */
export function findBrowser(): string {
  const found = findOrInstall(chromiumBrowser);
  if (found !== null) return found;
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

/** Says once which browser is left out, and not again in each of Playwright's workers. */
function saySkipped(browser: string, packages: string): void {
  if (isWorker) return;
  console.warn(
    `Skipped: the tests in ${browser}, which is not there and could not be installed (Debian: apt-get install ${packages}).`,
  );
}

/**
 * Finds an installed Firefox, else Debian's package.
 *
 * @returns the path of its program, `null` where none can be had, which is printed
 */
export function findFirefox(): string | null {
  const found = findOrInstall(firefoxBrowser);
  if (found === null) saySkipped('Firefox', 'firefox-esr');
  return found;
}

/** The programs of a WebKit that is driven without a screen. */
export interface WebKitPrograms {
  driver: string;
  display: string;
}

/**
 * Finds the driver of WebKitGTK, which brings its browser, and a display without a screen; else Debian's packages.
 *
 * @returns the paths of both, `null` where one cannot be had, which is printed
 */
export function findWebKit(): WebKitPrograms | null {
  const driver = findOrInstall(webKitDriver);
  const display = driver === null ? null : findOrInstall(virtualDisplay);
  if (driver !== null && display !== null) return { driver, display };
  saySkipped('WebKit', 'webkit2gtk-driver xvfb');
  return null;
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
