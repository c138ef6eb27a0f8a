import { visitAllViews } from './all-views.ts';
import { expect, test } from './fixtures.ts';
import { findBeyondPage, findCutTexts } from './fitting.ts';
import { keepPicture } from './states.ts';

/** WCAG 2.2, success criterion 1.4.12: what a person may set without losing anything. */
const spacing = `
  * { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`;

test('with wide text spacing nothing overflows or is cut at 320 pixels', async ({
  browserReports,
  openAlone,
  page,
  store,
}) => {
  test.slow();
  await page.addInitScript((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, spacing);
  await visitAllViews({
    page,
    store,
    browserReports,
    openAlone,
    async look(state) {
      await page.setViewportSize({ width: 320, height: 900 });
      expect.soft(await findBeyondPage(page), `${state} is not wider than the page`).toEqual([]);
      expect.soft(await findCutTexts(page), `no text of ${state} is cut`).toEqual([]);
      await keepPicture(page, `spaced-${state}`);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  });
  const applied = await page.evaluate(() => getComputedStyle(document.body).wordSpacing);
  expect(applied, 'the spacing was there').not.toBe('0px');
});
