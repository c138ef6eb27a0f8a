import type { Locator } from '@playwright/test';
import { addStorefronts } from './bulk-stores.ts';
import { expect, test } from './fixtures.ts';

// What one of the browsers did in another way than the others, in Chromium and in Firefox. WebKit's part is in
// webkit.e2e.ts. The app is the top page, as in main-flows.e2e.ts.

/** How far below the top of a value its first letter in sight stands, in CSS pixels. */
function firstLineOf(value: Locator): Promise<number> {
  return value.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      range.selectNodeContents(node);
      const [line] = range.getClientRects();
      if (line !== undefined && line.height > 1) return line.top - element.getBoundingClientRect().top;
    }
    throw new Error('the value has no text');
  });
}

test('addresses in the table begin in the first line', async ({ matrix, openAlone, page, store }) => {
  addStorefronts(store);
  // A host that does not fit into a line of its column.
  const host = `${'a'.repeat(50)}.example`;
  store.changeSettings({ privacy_settings: { policy_url: `https://${host}/privacy` } });
  await openAlone();
  await matrix.open();
  for (const width of [1280, 900, 320]) {
    await page.setViewportSize({ width, height: 860 });
    const row = matrix.row('Outlet');
    const address = row.getByRole('cell').filter({ hasText: host }).locator('.value');
    const plain = row.getByRole('cell').filter({ hasText: 'Retail' }).locator('.value');
    expect(Math.abs((await firstLineOf(address)) - (await firstLineOf(plain)))).toBeLessThan(3);
  }
});

test('a press into the group field selects its text, so that typing replaces it', async ({ form, page }) => {
  await form.guestGroup.click();
  await page.keyboard.type('tra');
  await expect(form.guestGroup).toHaveValue('tra');
  await page.keyboard.press('Enter');
  await expect(form.guestGroup).toHaveValue('Trade');
  // The next press places the caret, as in any field.
  await form.guestGroup.press('End');
  await form.guestGroup.click();
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await expect(form.guestGroup).toHaveValue('Trade!');
});
