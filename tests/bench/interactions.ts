import type { Page } from '@playwright/test';
import { waitLimitMs } from './limit.ts';

interface Interaction {
  startTime: number;
  duration: number;
}

/** TypeScript 5.9 does not know the identifier yet, which browsers give to what a person began: 0 for anything else. */
type IdentifiedEvent = PerformanceEventTiming & { readonly interactionId: number };

type WatchedWindow = Window & { interactions?: Interaction[] };

/** Browsers report no event that is painted sooner, in milliseconds, and round to 8. */
const shortestReported = 16;

/** Runs in the page, before anything else does. */
function watchEvents(threshold: number): void {
  const interactions: Interaction[] = [];
  (window as WatchedWindow).interactions = interactions;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as IdentifiedEvent[]) {
      if (entry.interactionId > 0)
        interactions.push({ startTime: entry.startTime, duration: entry.duration });
    }
  });
  observer.observe({
    type: 'event',
    durationThreshold: threshold,
    buffered: true,
  } as PerformanceObserverInit);
}

/** Lets {@link interactionToNextPaint} measure what is done in pages that are opened from here on. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript(watchEvents, shortestReported);
}

/**
 * Runs in the page. Answers how long the longest interaction since then took. Browsers report an interaction a few
 * frames after the one that painted it.
 */
function longestSince(begun: number): Promise<number> {
  const framesOfReport = 6;
  return new Promise((resolve) => {
    let frames = 0;
    const look = () => {
      frames += 1;
      if (frames < framesOfReport) {
        requestAnimationFrame(look);
        return;
      }
      const interactions = (window as WatchedWindow).interactions ?? [];
      const since = interactions.filter(({ startTime }) => startTime >= begun);
      resolve(Math.max(0, ...since.map(({ duration }) => duration)));
    };
    requestAnimationFrame(look);
  });
}

/**
 * Does something as a user does it, and measures how long the page took to show that it had.
 *
 * @param act clicks or types
 * @returns milliseconds from the input event to the next paint; 0 where it was under {@link shortestReported}
 */
export async function interactionToNextPaint(page: Page, act: () => Promise<void>): Promise<number> {
  const begun = await page.evaluate(() => performance.now());
  page.setDefaultTimeout(waitLimitMs);
  await act();
  return page.evaluate(longestSince, begun);
}
