import type { Page } from '@playwright/test';
import { expect, newPolicyUrl, test } from './fixtures.ts';

const elsewhere = 'https://shop.example/elsewhere';

/** So long the page is kept busy from the moment that a dialog is there: a key meets it before anything else runs. */
const busyMs = 150;

/**
 * Presses keys at the very moment at which a dialog appears.
 *
 * @param keys as the keyboard names them, one after another
 * @returns waits until they were pressed
 */
async function pressWhenDialogAppears(page: Page, keys: readonly string[]): Promise<() => Promise<void>> {
  let pressed: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (pressed = resolve));
  await page.exposeFunction('dialogAppeared', async () => {
    for (const key of keys) await page.keyboard.press(key);
    pressed();
  });
  await page.evaluate((ms) => {
    const observer = new MutationObserver(() => {
      const dialog = document.querySelector('dialog[open], [role="dialog"]');
      if (dialog === null || dialog.getBoundingClientRect().height === 0) return;
      observer.disconnect();
      void (window as unknown as { dialogAppeared: () => Promise<void> }).dialogAppeared();
      for (const end = performance.now() + ms; performance.now() < end;);
    });
    observer.observe(document.body, { attributes: true, childList: true, subtree: true });
  }, busyMs);
  return () => done;
}

test('the conflict dialog takes Escape from the moment that it is seen', async ({
  browserReports,
  form,
  page,
  store,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  const pressed = await pressWhenDialogAppears(page, ['Escape']);
  await form.save.click();
  await pressed();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(form.save).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
});

test('the discard dialog takes Escape from the moment that it is seen', async ({ form, page }) => {
  await form.policyUrl.fill(newPolicyUrl);
  const pressed = await pressWhenDialogAppears(page, ['Escape']);
  await form.discard.press('Enter');
  await pressed();
  await expect(form.dialog).toBeHidden();
  await expect(form.discard).toBeFocused();
});

test('Tab never leaves a dialog, from the moment that it is seen', async ({ form, page }) => {
  await form.policyUrl.fill(newPolicyUrl);
  const pressed = await pressWhenDialogAppears(page, ['Tab']);
  await form.discard.press('Enter');
  await pressed();
  await expect(form.discardChanges).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(form.keepEditing).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(form.discardChanges).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(form.keepEditing).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form.dialog).toBeHidden();
});

test('Tab goes round in the conflict dialog, past a group of radio buttons as one stop', async ({
  browserReports,
  form,
  page,
  store,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const { mine, theirs } = form.conflict;
  await expect(mine).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(theirs).toBeChecked();
  await page.keyboard.press('Shift+Tab');
  await expect(form.conflict.save).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(theirs).toBeFocused();
});

test('closing a dialog does not scroll the page', async ({ openAlone, page }) => {
  await page.setViewportSize({ width: 1280, height: 400 });
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await page.evaluate(() => scrollTo(0, 0));
  await form.discard.evaluate((button) => button.focus({ preventScroll: true }));
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press('Enter');
  await expect(form.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form.discard).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(before);
});
