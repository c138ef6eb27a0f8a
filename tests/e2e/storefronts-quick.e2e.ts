import { storefrontsIn } from './storefronts-page.ts';
import type { Page } from '@playwright/test';
import { expect, installedBeforehand, test, untilReady } from './fixtures.ts';
import { text } from './texts.ts';

/** A task that keeps the browser from answering for longer is felt. */
const longestTaskMs = 200;

interface LongTask {
  startTime: number;
  duration: number;
}

/** Starts to note every task of more than 50 ms, from the page's very beginning. */
async function watchLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: LongTask[] = [];
    Object.assign(window, { longTasks: noted });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) noted.push({ startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest task since the first paint. */
async function longestTask(page: Page): Promise<LongTask> {
  return page.evaluate(() => {
    const painted = performance.getEntriesByName('first-contentful-paint').at(0)?.startTime ?? 0;
    const { longTasks } = window as unknown as { longTasks: LongTask[] };
    return longTasks
      .filter(({ startTime }) => startTime > painted)
      .reduce((longest, task) => (task.duration > longest.duration ? task : longest), {
        startTime: 0,
        duration: 0,
      });
  });
}

test('the browser stays responsive with 500 storefronts', async ({ browserReports: _watching, page, world }, {
  annotations,
}) => {
  test.setTimeout(120_000);
  const store = world.sandbox.stores.store('big500');
  // The quota would spread the rows over minutes; all at once is what weighs on the browser.
  store.rateLimit.enabled = false;
  await installedBeforehand(world, store);
  await watchLongTasks(page);
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash));
  await untilReady(page);
  const matrix = storefrontsIn(page);
  await matrix.open();
  const rows = matrix.table.getByRole('row');
  await expect(rows).toHaveCount(27);
  for (let pages = 0; pages < 4; pages += 1) await matrix.nextPage.press('Enter');
  await matrix.query.pressSequentially('baltic 1');
  await expect(
    page.getByText(text('matrix.foundOf', { count: 11, all: 500 }), { exact: true }),
  ).toBeVisible();
  await matrix.query.fill('');
  await matrix.tickAll.check();
  await expect(page.getByText(text('matrix.selected', { count: 500 }))).toBeVisible();
  await matrix.sortByName.click();
  await matrix.onlyOverriddenLabel.click();
  await expect(page.getByText(text('matrix.checkingOnce'))).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText(text('matrix.nothing'))).toBeVisible();
  await matrix.onlyOverriddenLabel.click();
  await expect(rows).toHaveCount(27);

  const longest = await longestTask(page);
  const words = `${Math.round(longest.duration)} ms, ${Math.round(longest.startTime)} ms after the start`;
  annotations.push({ type: 'longest task', description: words });
  console.info(`Longest task with 500 storefronts: ${words}`);
  expect(longest.duration).toBeLessThan(longestTaskMs);
});
