import type { Browser, Frame } from '@playwright/test';
import type { World } from '../../sandbox/world.ts';
import type { Store } from '../../sandbox/sandbox.ts';
import { waitLimitMs, within } from './limit.ts';

/** The tasks that kept a browser from reacting while a store's storefronts came in. */
export interface LongTasks {
  /** 0 where no task took over 50 ms, below which browsers do not tell. */
  longestMs: number;
  count: number;
  /** The longest after the tab of the storefronts was opened; `NaN` where there was none. */
  sinceTabMs: number;
  /** From the press on the tab until the first page of rows was painted, with names and without values. */
  listedMs: number;
  /** The same, with values: those that were last known, or those that were read. */
  filledMs: number;
}

/** The rows of the table's first page. */
export const rowsInView = 25;

interface Task {
  startTime: number;
  duration: number;
}

type WatchedWindow = Window & { longTasks?: Task[] };

/** Runs in each frame, before anything else does. */
function watchTasks(): void {
  const tasks: Task[] = [];
  (window as WatchedWindow).longTasks = tasks;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Runs in the frame, before the tab is pressed. */
function markRows(wanted: number): void {
  const mark = (name: string) => {
    if (performance.getEntriesByName(name).length === 0) performance.mark(name);
  };
  addEventListener('click', () => mark('tab-pressed'), { once: true, capture: true });
  const look = () => {
    const rows = [...document.querySelectorAll('tbody tr')];
    if (rows.length >= wanted) mark('rows-listed');
    // Without values, one cell goes across all columns.
    const filled = rows.filter((row) => row.querySelector('td[colspan]') === null);
    if (filled.length >= wanted) mark('rows-filled');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the frame. Answers how long after the press on the tab something was marked. */
function timeOfMark(name: string): number {
  const at = (mark: string) => performance.getEntriesByName(mark)[0]?.startTime ?? NaN;
  return at(name) - at('tab-pressed');
}

/**
 * Runs in the frame. Ends with a long task of its own: no task at all is also what a browser tells that does not watch,
 * and what came before is drawn by then.
 */
function collectTasks(): Promise<Task[]> {
  const settledAfterMs = 500;
  const ownTaskMs = 120;
  // Browsers round both a task's start and its duration, to whole milliseconds.
  const roundingMs = 1;
  return new Promise((resolve) => {
    setTimeout(() => {
      const startedAt = performance.now();
      while (performance.now() - startedAt < ownTaskMs);
      const ended = startedAt + ownTaskMs - roundingMs;
      const look = () => {
        const tasks = (window as WatchedWindow).longTasks ?? [];
        const own = tasks.find(({ startTime, duration }) => startTime + duration >= ended);
        if (own === undefined) setTimeout(look, 10);
        else resolve(tasks.filter((task) => task !== own && task.startTime < startedAt));
      };
      look();
    }, settledAfterMs);
  });
}

/** Waits until the page has read the settings of all storefronts, as the sandbox's requests show. */
export async function untilAllWereRead(
  { sandbox }: World,
  { hash, channels }: Store,
  frame: Frame,
): Promise<void> {
  const path = '/settings/channels/';
  const begun = performance.now();
  for (;;) {
    const answered = sandbox.requests.list({ storeHash: hash, path }).filter(({ status }) => status === 200);
    const read = new Set(answered.map(({ path: answeredPath }) => answeredPath)).size;
    if (read >= channels.length) return;
    if (performance.now() - begun > waitLimitMs) {
      throw new Error(`the page read ${read} of ${channels.length} storefronts in ${waitLimitMs / 1000} s`);
    }
    await frame.waitForFunction(() => new Promise((resolve) => requestAnimationFrame(() => resolve(true))));
  }
}

/** Opens the storefronts in the control panel and watches the browser until all rows came. */
export async function measureLongTasks(world: World, browser: Browser, store: Store): Promise<LongTasks> {
  const { sandbox, app } = world;
  sandbox.requests.keep = store.channels.length * 4;
  const page = await browser.newPage();
  await page.addInitScript(watchTasks);
  const path = `/manage/app/${encodeURIComponent(sandbox.app.clientId)}`;
  await page.goto(sandbox.controlPanelUrl(store.hash, path));
  const frame = page.frames().find((candidate) => candidate.url().startsWith(app.url));
  if (frame === undefined) throw new Error('the control panel shows no app');
  await frame.evaluate(markRows, rowsInView);
  await frame.getByRole('tab', { name: 'Storefronts' }).click();
  const openedAt = await frame.evaluate(() => performance.now());
  await untilAllWereRead(world, store, frame);
  const tasks = await within(waitLimitMs, 'the report of the long tasks', frame.evaluate(collectTasks));
  const [listedMs, filledMs] = [
    await frame.evaluate(timeOfMark, 'rows-listed'),
    await frame.evaluate(timeOfMark, 'rows-filled'),
  ];
  sandbox.requests.keep = false;
  await page.close();
  const longest = (some: readonly Task[]) => Math.max(...some.map(({ duration }) => duration));
  const since = tasks.filter(({ startTime }) => startTime >= openedAt);
  return {
    longestMs: tasks.length === 0 ? 0 : longest(tasks),
    count: tasks.length,
    sinceTabMs: since.length === 0 ? NaN : longest(since),
    listedMs,
    filledMs,
  };
}
