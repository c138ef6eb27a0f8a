import { expect, newPolicyUrl, test } from './fixtures.ts';

test('the browser asks before unsaved changes are left', async ({ controlPanel }) => {
  const { form, page } = controlPanel;
  const asked: string[] = [];
  let answer: 'stay' | 'leave' = 'stay';
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answer === 'stay' ? dialog.dismiss() : dialog.accept());
  });
  await controlPanel.openApp();
  await form.policyUrl.fill(newPolicyUrl);
  await expect(form.unsaved).toBeVisible();

  await page.getByRole('link', { name: 'Orders' }).click({ noWaitAfter: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  answer = 'leave';
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  expect(asked).toEqual(['beforeunload', 'beforeunload']);
});

test('the browser asks nothing when all is saved', async ({ controlPanel }) => {
  const { form, page } = controlPanel;
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await controlPanel.openApp();
  await form.savePolicyUrl(newPolicyUrl);
  await page.getByRole('link', { name: 'Orders' }).click();
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible();
  expect(asked).toEqual([]);
});

test('a reload of the frame gives unsaved changes back', async ({ controlPanel }) => {
  const { form } = controlPanel;
  await controlPanel.openApp();
  await form.trackingConsent.uncheck();
  await expect(form.unsaved).toBeVisible();
  await controlPanel.reloadFrame();
  await expect(form.restored).toBeVisible();
  await expect(form.trackingConsent).not.toBeChecked();
  await form.discard.click();
  await form.discardChanges.click();
  await expect(form.trackingConsent).toBeChecked();
  await expect(form.restored).toBeHidden();
});
