import { type Browser, type BrowserContext, chromium, type Frame, type Page } from '@playwright/test';
import { browserArguments, findQuickBrowser } from '../harness/find-browser.ts';
import { policyUrl } from './bench-stores.ts';
import { waitLimitMs } from './limit.ts';

/** The moments of a visit, in milliseconds since its navigation began. */
export interface Visit {
  /** The navigation's beginning, since the epoch. */
  startedAt: number;
  firstByte: number;
  /** The last script that was asked for before the form could be used had arrived. */
  scriptsLoaded: number;
  /** The form shows the store's values. */
  filled: number;
  /** The first frame in which it does. */
  painted: number;
  /** React has taken over, and Save reacts. */
  usable: number;
}

/**
 * The headless shell where it is there: a Chromium with a window draws itself as well, which on two cores takes as long
 * as the page.
 */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findQuickBrowser(), args: browserArguments });
}

/** Runs in the page, before anything else does, and marks when the form comes to be. */
function markForm(filledValue: string): void {
  const mark = (name: string): boolean => {
    const isNew = performance.getEntriesByName(name).length === 0;
    if (isNew) performance.mark(name);
    return isNew;
  };
  const observer = new MutationObserver(() => {
    const form = document.querySelector<HTMLElement>('form[data-ready]');
    // Streamed parts of the page are put into a hidden place first.
    if (form?.closest('[hidden]') !== null) return;
    const filled = [...form.querySelectorAll('input')].some(({ value }) => value === filledValue);
    if (filled && mark('form-filled')) requestAnimationFrame(() => mark('form-painted'));
    if (filled && form.dataset.ready === 'true' && mark('form-usable')) observer.disconnect();
  });
  observer.observe(document, { attributes: true, childList: true, subtree: true });
}

/** Lets {@link readVisit} know about every page that is opened from here on. */
export async function watchForm(page: Page): Promise<void> {
  await page.addInitScript(markForm, policyUrl);
}

/** Runs in the page. Answers `null` until the form can be used and was drawn. */
function collectVisit(): Visit | null {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
  const [filled, painted, usable] = [at('form-filled'), at('form-painted'), at('form-usable')];
  if (navigation === undefined || Number.isNaN(filled + painted + usable)) return null;
  const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const scripts = resources.filter(
    ({ name, startTime }) => startTime < usable && new URL(name).pathname.endsWith('.js'),
  );
  return {
    startedAt: performance.timeOrigin,
    firstByte: navigation.responseStart,
    scriptsLoaded: Math.max(...scripts.map(({ responseEnd }) => responseEnd)),
    filled,
    painted,
    usable,
  };
}

/** Waits until the form of the page can be used, and reports how it came to that. A page in a frame is read in its frame. */
export async function readVisit(page: Page | Frame): Promise<Visit> {
  const visit = await (
    await page.waitForFunction(collectVisit, undefined, { timeout: waitLimitMs })
  ).jsonValue();
  if (visit === null) throw new Error('the page was never usable');
  return visit;
}

async function openSlowed(context: BrowserContext, url: string, slowdown: number): Promise<Page> {
  const page = await context.newPage();
  await watchForm(page);
  await slowDown(page, slowdown);
  await page.goto(url, { waitUntil: 'commit' });
  return page;
}

/** @param slowdown how many times slower the processor is than it is */
export async function slowDown(page: Page, slowdown: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

/**
 * Opens the app for the first time, in a fresh context with empty caches.
 *
 * @param nextUrl makes the address of an opening, which can be used once
 * @param slowdown how many times slower the processor is than it is
 */
export async function visitCold(
  browser: Browser,
  nextUrl: () => Promise<string>,
  slowdown: number,
): Promise<Visit> {
  const context = await browser.newContext();
  try {
    return await readVisit(await openSlowed(context, await nextUrl(), slowdown));
  } finally {
    await context.close();
  }
}

/** Opens the app for the second time, when the browser has its scripts and styles. The first time is not slowed. */
export async function visitWarm(
  browser: Browser,
  nextUrl: () => Promise<string>,
  slowdown: number,
): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const first = await openSlowed(context, await nextUrl(), 1);
    await readVisit(first);
    await first.close();
    return await readVisit(await openSlowed(context, await nextUrl(), slowdown));
  } finally {
    await context.close();
  }
}

/** Runs in the page. Answers when React had hydrated its heading, `null` until then. */
function findHydration(): number | null {
  const heading = document.querySelector('h1');
  const hydrated = heading !== null && Object.keys(heading).some((key) => key.startsWith('__reactFiber$'));
  return hydrated ? performance.now() : null;
}

/** Opens a page of the app that shows nearly nothing, with empty caches. @returns when it was hydrated, in milliseconds */
export async function visitFloor(browser: Browser, url: string, slowdown: number): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await openSlowed(context, url, slowdown);
    const waiting = page.waitForFunction(findHydration, undefined, { polling: 5, timeout: waitLimitMs });
    return (await (await waiting).jsonValue()) ?? NaN;
  } finally {
    await context.close();
  }
}
