import { checkState } from './states.ts';
import { appFrame, expect, newPolicyUrl, test, untilReady } from './fixtures.ts';
import { labelOf, text } from './texts.ts';

test('the form, edited, with an open list, and saved', async ({ form, page }) => {
  await checkState(page, 'form');
  await form.policyUrl.fill(newPolicyUrl);
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  await checkState(page, 'form-edited');
  await form.guestGroup.click();
  await expect(form.options.first()).toBeVisible();
  await checkState(page, 'group-picker');
  await form.guestGroup.press('Escape');
  await form.saveEdits();
  await checkState(page, 'saved');
});

test('the form in the control panel', async ({ controlPanel }) => {
  await controlPanel.openApp();
  await checkState(controlPanel.page, 'form-in-control-panel', appFrame);
});

test('the first run', async ({ browserReports: _watched, page, store, world }) => {
  await page.goto(world.sandbox.callbacks.authUrl(store.hash));
  await untilReady(page);
  await expect(page.getByRole('heading', { name: text('welcome.title') })).toBeVisible();
  await checkState(page, 'first-run');
});

test('the page outside a control panel', async ({ browserReports: _watched, page, world }) => {
  await page.goto(world.app.url);
  await expect(page.getByRole('heading', { level: 1, name: text('pages.outsideTitle') })).toBeVisible();
  await checkState(page, 'outside');
});

test('a page that does not exist', async ({ browserReports, page, world }) => {
  browserReports.expectFailedLoad(404);
  const answer = await page.goto(`${world.app.url}/no-such-page`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: text('pages.notFoundTitle') })).toBeVisible();
  await checkState(page, 'not-found');
});

test('switches are as large as a finger needs, and a click on their name works them', async ({
  form,
  page,
}) => {
  for (const control of [form.trackingConsent, form.checkoutConsent]) {
    const box = await control.boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(24);
    expect(box?.height).toBeGreaterThanOrEqual(24);
  }
  await page.getByText(labelOf('trackingConsentOnCheckout'), { exact: true }).click();
  await expect(form.checkoutConsent).toBeChecked();
  await form.checkoutConsent.click();
  await expect(form.checkoutConsent).not.toBeChecked();
});
