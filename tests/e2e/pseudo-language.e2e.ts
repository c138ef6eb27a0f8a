import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import en from '../../lib/i18n/messages/en.json' with { type: 'json' };
import type { Store } from '../../sandbox/sandbox.ts';
import { toPseudoLanguage } from '../harness/pseudo-language.ts';
import { visitAllViews } from './all-views.ts';
import { expect, test as base } from './fixtures.ts';
import { findBeyondPage, findCutTexts, findEnglish } from './fitting.ts';
import { keepPicture } from './states.ts';
import { lookForTextsOf } from './texts.ts';

const widths = [1280, 320];

/** The app speaks the pseudo-language, and so do the tests that look for its texts. */
const test = base.extend<object, { environment: Record<string, string> }>({
  environment: [
    async ({ browserName: _browserName }, provide) => {
      const pseudo = toPseudoLanguage(en);
      const folder = mkdtempSync(join(tmpdir(), 'pseudo-language-'));
      const file = join(folder, 'messages.json');
      writeFileSync(file, JSON.stringify(pseudo));
      lookForTextsOf(pseudo);
      await provide({ TEST_MESSAGES_FILE: file });
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

/** Names that merchants gave, which belong to no language of the app. */
const dataOf = (store: Store): string[] => [
  store.name,
  store.hash,
  ...store.channels.map(({ name }) => name),
  ...store.groups.map(({ name }) => name),
  'Lookbook of old',
  'Test store',
  'Wholesale',
  'settings.json',
];

async function checkWidths(page: Page, state: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await findBeyondPage(page), `${state} is not wider than ${width} pixels`).toEqual([]);
    expect.soft(await findCutTexts(page), `no text of ${state} is cut at ${width} pixels`).toEqual([]);
    await keepPicture(page, `pseudo-${state}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('in a pseudo-language nothing overflows, is cut or is left in English', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  test.slow();
  // Dates and lists, which the browser's data names, are in an alphabet that cannot be taken for English.
  Object.assign(store.owner, { locale: 'uk-UA' });
  await visitAllViews({
    page,
    store,
    browserReports,
    openAlone,
    async look(state) {
      await checkWidths(page, state);
      expect.soft(await findEnglish(page, dataOf(store)), `${state} is translated`).toEqual([]);
    },
  });
});
