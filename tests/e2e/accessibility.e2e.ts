import { checkState } from './states.ts';
import { expect, newPolicyUrl, test, untilReady } from './fixtures.ts';

test('the form, edited, with an open list, and saved', async ({ openAlone, page }) => {
  const form = await openAlone();
  await checkState(page, 'form');
  await form.policyUrl.fill(newPolicyUrl);
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  await checkState(page, 'form-edited');
  await form.guestGroup.click();
  await expect(form.options.first()).toBeVisible();
  await checkState(page, 'group-picker');
  await form.guestGroup.press('Escape');
  await form.save.click();
  await expect(form.saved).toBeVisible();
  await checkState(page, 'saved');
});

test('the form in the control panel', async ({ controlPanel }) => {
  await controlPanel.openApp();
  await checkState(controlPanel.page, 'form-in-control-panel', '#app-frame');
});

test('the first run', async ({ browserReports: _watched, page, store, world }) => {
  await page.goto(world.sandbox.callbacks.authUrl(store.hash));
  await untilReady(page);
  await expect(page.getByRole('heading', { name: 'Welcome to Customer Settings' })).toBeVisible();
  await checkState(page, 'first-run');
});

test('the page outside a control panel', async ({ browserReports: _watched, page, world }) => {
  await page.goto(world.app.url);
  await expect(
    page.getByRole('heading', { level: 1, name: 'Open the app in your control panel' }),
  ).toBeVisible();
  await checkState(page, 'outside');
});

test('a page that does not exist', async ({ browserReports, page, world }) => {
  browserReports.expectFailedLoad(404);
  const answer = await page.goto(`${world.app.url}/no-such-page`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: "This page doesn't exist" })).toBeVisible();
  await checkState(page, 'not-found');
});

test('switches are as large as a finger needs, and a click on their name works them', async ({
  openAlone,
  page,
}) => {
  const form = await openAlone();
  for (const control of [form.trackingConsent, form.checkoutConsent]) {
    const box = await control.boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(24);
    expect(box?.height).toBeGreaterThanOrEqual(24);
  }
  await page.getByText('Ask for consent on checkout', { exact: true }).click();
  await expect(form.checkoutConsent).toBeChecked();
  await form.checkoutConsent.click();
  await expect(form.checkoutConsent).not.toBeChecked();
});
