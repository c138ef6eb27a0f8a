import type { Page } from '@playwright/test';
import { checkState } from './states.ts';
import { appFrame, controlPanelOf, expect, newPolicyUrl, test } from './fixtures.ts';
import { text } from './texts.ts';

/** The control panel leaves soon after a sign-out; here it stays, so that the app can be looked at. */
async function stayOnPage(page: Page): Promise<void> {
  await page.route('**/manage/signed-out', (route) => route.fulfill({ status: 204 }));
}

test('signing out of the control panel signs out of the app', async ({ controlPanel, store, world }) => {
  const { app, form, page } = controlPanel;
  await controlPanel.openApp();
  await expect(page.locator('#app-messages li').first()).toBeAttached();
  await form.policyUrl.fill(newPolicyUrl);
  const session = await controlPanel.keptSession();
  await stayOnPage(page);
  const ended = page.waitForResponse((response) => response.request().method() === 'DELETE');
  page.on('dialog', (dialog) => void dialog.accept());

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(app.getByRole('heading', { level: 1, name: text('pages.signedOutTitle') })).toBeVisible();
  await expect(form.policyUrl).toBeHidden();
  await checkState(page, 'signed-out', appFrame);
  expect((await ended).ok()).toBe(true);
  expect(await controlPanel.frame().evaluate(() => sessionStorage.length)).toBe(0);

  const answer = await fetch(`${world.app.url}/api/stores/${store.hash}/v3/customers/settings`, {
    headers: { Authorization: `Bearer ${session ?? ''}` },
  });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'session_ended' });

  await page.unrouteAll();
  await controlPanel.goTo('/manage/dashboard');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible();
  await controlPanel.openApp();
  await expect(form.policyUrl).toHaveValue('https://shop.example/privacy');
  await expect(form.unsaved).toBeHidden();
});

test('signing out in one tab signs out every tab', async ({ context, controlPanel, store, world }) => {
  const second = controlPanelOf(world, await context.newPage(), store);
  await controlPanel.openApp();
  await second.openApp();
  await expect(second.page.locator('#app-messages li').first()).toBeAttached();
  await stayOnPage(second.page);
  await controlPanel.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(second.app.getByRole('heading', { name: text('pages.signedOutTitle') })).toBeVisible();
});
