import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { findBeyondPage } from './fitting.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const folder = 'test-results/states';

/**
 * Looks at what is shown now as a person who needs assistance would: no rule of WCAG 2.2 AA that a machine can
 * check is broken. With `SCREENSHOTS=1` it also keeps a picture under the state's name.
 *
 * @param frame selector of the frame to look at, where the rest is not ours
 */
export async function checkState(page: Page, name: string, frame?: string): Promise<void> {
  await keepPicture(page, name);
  await untilStill(page);
  const builder = new AxeBuilder({ page }).withTags(rules);
  const { violations } = await (frame === undefined ? builder : builder.include([frame, 'html'])).analyze();
  const found = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
  expect(found, `accessibility of "${name}"`).toEqual([]);
}

/** Waits for transitions to end, because their intermediate colours are not part of the design. */
async function untilStill(page: Page): Promise<void> {
  await Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.waitForFunction(() =>
          document
            .getAnimations()
            .every(
              ({ effect, playState }) =>
                playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
            ),
        ),
      ),
  );
}

/** Writes a picture for people to look at, where `SCREENSHOTS` is set. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  mkdirSync(folder, { recursive: true });
  await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => document.fonts.ready.then(() => true))),
  );
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}

/** A narrow page must scroll in one direction only. */
export async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  expect(await findBeyondPage(page), `what is wider than "${state}"`).toEqual([]);
}
