import type { Page } from '@playwright/test';
import type { Store } from '../../../sandbox/sandbox.ts';
import type { World } from '../../../sandbox/world.ts';
import { labelOf, text } from '../../e2e/texts.ts';
import { installOnStorefronts } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { interactionToNextPaint, watchInteractions } from '../interactions.ts';
import { waitLimitMs } from '../limit.ts';
import { openBrowser, slowDown } from '../page-visit.ts';
import { atMost, type BenchCase, milliseconds, type Row, tellProgress } from '../row.ts';
import { untilAllWereRead } from '../long-tasks.ts';

const groups = 10_000;
/** The list shows so many of them at once. */
const shownOptions = 50;
const storefronts = 2_000;
/** How often each interaction is measured; the longest counts. */
const repetitions = 5;
const typed = 'shop1';

const paces = [
  { name: 'this processor', slowdown: 1, targetMs: 100 },
  { name: 'four times slower', slowdown: 4, targetMs: 200 },
] as const;

interface Interactions {
  what: string;
  /** Brings the page to where the interaction begins. */
  prepare: (page: Page) => Promise<void>;
  act: (page: Page, repetition: number) => Promise<void>;
}

const toggleSwitch: Interactions = {
  what: 'toggle a switch',
  prepare: (page) => page.getByRole('switch').first().waitFor(),
  act: (page) => page.getByRole('switch').first().click(),
};

const openGroupList: Interactions = {
  what: `open the list of ${groups} groups`,
  async prepare(page) {
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
  },
  async act(page) {
    await page.getByLabel(labelOf('guestCustomerGroupId')).click();
    await page.getByRole('listbox').waitFor();
  },
};

const typeInFilter: Interactions = {
  what: `type in the filter of ${storefronts} storefronts`,
  prepare: (page) => page.getByLabel(text('matrix.filter')).waitFor(),
  act: (page, repetition) => page.getByLabel(text('matrix.filter')).press(typed.charAt(repetition) || 'x'),
};

async function measure(page: Page, interactions: Interactions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, slowdown, targetMs } of paces) {
    await slowDown(page, slowdown);
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition++) {
      await interactions.prepare(page);
      times.push(await interactionToNextPaint(page, () => interactions.act(page, repetition)));
    }
    const remark = ` (the longest of ${times.map(milliseconds).join(', ')})`;
    rows.push(
      atMost(
        `${interactions.what}, ${name}: to the next paint`,
        Math.max(...times),
        targetMs,
        milliseconds,
        remark,
      ),
    );
  }
  await slowDown(page, 1);
  return rows;
}

/** Says what failed, and lets the other interactions be measured. */
async function measureOrExplain(page: Page, interactions: Interactions): Promise<Row[]> {
  tellProgress(interactions.what);
  try {
    return await measure(page, interactions);
  } catch (error) {
    return [{ what: interactions.what, measured: String(error), met: false }];
  }
}

async function openForm(world: World, store: Store, page: Page): Promise<void> {
  page.setDefaultTimeout(waitLimitMs);
  await watchInteractions(page);
  await page.goto(await world.sandbox.callbacks.loadUrl(store.hash), { waitUntil: 'commit' });
  await page.locator('form[data-ready="true"]').waitFor();
  await page.getByLabel(labelOf('guestCustomerGroupId')).click();
  await page.getByText(text('groups.more', { count: groups - shownOptions })).waitFor();
}

/** How soon the page shows what a user did: a lab figure for interaction to next paint. */
export const interaction: BenchCase = {
  name: 'interaction',
  run: () =>
    withBenchWorld(async (world) => {
      const { store } = await installOnStorefronts(world, 'interaction', storefronts, groups);
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        world.sandbox.requests.keep = storefronts * 4;
        await openForm(world, store, page);
        const rows = [
          ...(await measureOrExplain(page, openGroupList)),
          ...(await measureOrExplain(page, toggleSwitch)),
        ];
        tellProgress(`${storefronts} storefronts are read`);
        await page.getByRole('tab', { name: text('views.storefronts') }).click();
        await untilAllWereRead(world, store, page.mainFrame());
        return [...rows, ...(await measureOrExplain(page, typeInFilter))];
      } finally {
        await browser.close();
      }
    }),
};
