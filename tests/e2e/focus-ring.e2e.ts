import type { Page } from '@playwright/test';
import { addStorefronts } from './bulk-stores.ts';
import { expect, newPolicyUrl, test } from './fixtures.ts';
import { readFocusStops } from './focus-ring.ts';
import { text } from './texts.ts';

/** WCAG 2.2, success criterion 1.4.11. */
const leastContrast = 3;

async function expectRings(page: Page, view: string, leastStops: number): Promise<void> {
  const stops = await readFocusStops(page);
  expect(stops.length, `stops of ${view}`).toBeGreaterThanOrEqual(leastStops);
  const faint = stops.filter(
    ({ ringWidth, contrast, whole }) => ringWidth < 2 || contrast < leastContrast || !whole,
  );
  expect(faint, `focus rings of ${view}`).toEqual([]);
}

test('every control of the form, the history, the storefronts and the transfer has a whole ring that is seen', async ({
  history,
  matrix,
  openAlone,
  page,
  store,
}) => {
  test.slow();
  addStorefronts(store);
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.saveEdits();
  await form.policyUrl.fill('no address');
  await form.save.click();
  await expectRings(page, 'the form with an error', 9);
  await form.discard.click();
  await expect(form.dialog).toBeVisible();
  await expectRings(page, 'a dialog', 2);
  await form.discardChanges.click();
  await history.openFilled();
  await expectRings(page, 'the history', 8);
  await matrix.open();
  await expectRings(page, 'the storefronts', 12);
  await page.getByRole('link', { name: 'Club', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Club', level: 2 })).toBeVisible();
  await expectRings(page, 'a storefront', 10);
  await page.getByRole('link', { name: text('settingsFile.link') }).click();
  await expect(page.getByRole('heading', { name: text('settingsFile.title') })).toBeVisible();
  await expectRings(page, 'export and import', 5);
});

test('with colours of the person’s own, the chosen tab, the active option and dialogs are told apart', async ({
  openAlone,
  page,
  store,
}) => {
  addStorefronts(store);
  await page.emulateMedia({ forcedColors: 'active' });
  const form = await openAlone();
  const edge = (view: 'settings' | 'history') =>
    form.tab(view).evaluate((tab) => getComputedStyle(tab).borderBlockEndColor);
  await expect(form.tab('history')).toBeVisible();
  expect(await edge('settings')).not.toBe(await edge('history'));

  await form.guestGroup.press('ArrowDown');
  const chosen = page.getByRole('listbox').getByRole('option', { selected: true });
  await expect(chosen, 'it is the active one, too').toHaveAttribute('data-active', 'true');
  const { color, backgroundColor, outlineColor, ofId } = await chosen.evaluate((option) => {
    const id = option.querySelector('small[aria-hidden]') ?? option;
    const { color, backgroundColor, outlineColor } = getComputedStyle(option);
    return { color, backgroundColor, outlineColor, ofId: getComputedStyle(id).color };
  });
  expect(outlineColor, 'the mark of the active option').not.toBe(backgroundColor);
  expect(ofId, "the group's number").toBe(color);
  await form.guestGroup.press('Escape');

  await form.policyUrl.fill(newPolicyUrl);
  await form.discard.click();
  await expect(form.dialog).toBeVisible();
  expect(
    await page
      .locator('dialog[open]')
      .evaluate((dialog) => parseFloat(getComputedStyle(dialog).borderTopWidth)),
  ).toBeGreaterThanOrEqual(2);
});
