import type { Page } from '@playwright/test';
import { checkState } from './states.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';

const elsewhere = 'https://shop.example/from-elsewhere';

/** The person comes back to the tab; what is asked for again then is not asked for twice in a few seconds. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
  });
}

const banner = (page: Page) => page.getByRole('region', { name: 'These settings were changed elsewhere' });

const changedMeanwhile = 'Somebody else changed the same settings';

test('a field that both changed is put to the person, and nothing is written before', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const dialog = page.getByRole('dialog', { name: changedMeanwhile });
  const field = dialog.getByRole('group', { name: 'Privacy policy URL' });
  await expect(dialog.getByRole('group')).toHaveCount(1);
  await expect(field).toContainText(`When you began: ${firstPolicyUrl}`);
  await expect(dialog).toContainText('They also changed these, and their values hold: Group for guests.');
  await expect(dialog.getByRole('button', { name: 'Save my choices' })).toBeDisabled();
  await expect(field).toContainText(/Changed by Outside this app, (now|\d+ seconds? ago)/);
  await checkState(page, 'conflict-dialog');
  expect(savedBodies(world, store)).toEqual([]);

  await field.getByRole('radio', { name: `Yours: ${newPolicyUrl}` }).check();
  await dialog.getByRole('button', { name: 'Save my choices' }).click();
  await expect(form.saved.getByRole('listitem')).toHaveText([
    'Ask for consent on checkout: Off → On',
    `Privacy policy URL: ${elsewhere} → ${newPolicyUrl}`,
  ]);
  await expect(form.guestGroup).toHaveValue('Trade');
  expect(store.settings).toMatchObject({
    privacy_settings: { policy_url: newPolicyUrl, ask_shopper_for_tracking_consent_on_checkout: true },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
});

test("the other side's value can be kept, and the rest is saved", async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const dialog = page.getByRole('dialog', { name: changedMeanwhile });
  await dialog.getByRole('radio', { name: `Saved meanwhile: ${elsewhere}` }).check();
  await dialog.getByRole('button', { name: 'Save my choices' }).click();
  await expect(form.saved.getByRole('listitem')).toHaveText('Ask for consent on checkout: Off → On');
  await expect(form.policyUrl).toHaveValue(elsewhere);
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { ask_shopper_for_tracking_consent_on_checkout: true } },
  ]);
});

test('a conflict can be left to go on editing, by keyboard, and comes again', async ({
  browserReports,
  openAlone,
  page,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const dialog = page.getByRole('dialog', { name: changedMeanwhile });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(form.save).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.alert('These settings were changed somewhere else')).toContainText(`Now: ${elsewhere}`);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  expect(savedBodies(world, store)).toEqual([]);
});

test('what only the other side changed is taken over, named, and not written', async ({
  browserReports,
  openAlone,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.checkoutConsent.check();
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.saved).toContainText(
    'Somebody else changed these meanwhile, and their values hold: Privacy policy URL.',
  );
  await expect(form.policyUrl).toHaveValue(elsewhere);
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { ask_shopper_for_tracking_consent_on_checkout: true } },
  ]);
});

test('a value that was saved elsewhere already is not saved again', async ({
  browserReports,
  openAlone,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(elsewhere);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.alert('The values that you wanted are already saved.')).toBeVisible();
  await expect(form.unsaved).toBeHidden();
  expect(savedBodies(world, store)).toEqual([]);

  // The edit is done with: the next one is based on the value that is there now, and conflicts with nothing.
  const mine = 'https://shop.example/mine';
  await form.policyUrl.fill(mine);
  await form.save.click();
  await expect(form.saved).toBeVisible();
  expect(savedBodies(world, store)).toEqual([{ privacy_settings: { policy_url: mine } }]);
});

test('who comes back to the tab sees what was changed meanwhile', async ({ openAlone, page, store }) => {
  const form = await openAlone();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere, ask_shopper_for_tracking_consent: false },
  });
  await expect(async () => {
    await comeBack(page);
    await expect(banner(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(banner(page)).toContainText(
    'Changed by Outside this app: Ask shoppers for consent to tracking, Privacy policy URL.',
  );
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await checkState(page, 'changed-elsewhere');
  await banner(page).getByRole('button', { name: 'Show' }).press('Enter');
  await expect(banner(page)).toBeHidden();
  await expect(form.policyUrl).toHaveValue(elsewhere);
  await expect(page.getByText('Changed elsewhere just now')).toHaveCount(2);
  await checkState(page, 'changed-elsewhere-shown');
  await expect(form.trackingConsent).not.toBeChecked();
  await expect(form.unsaved).toBeHidden();
});

test('what comes from elsewhere never writes over what is being typed', async ({
  openAlone,
  page,
  store,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere },
    customer_group_settings: { default_customer_group_id: 3 },
  });
  await expect(async () => {
    await comeBack(page);
    await expect(banner(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(form.newCustomerGroup).toHaveValue('No group');
  await expect(form.alert('These settings were changed somewhere else')).toBeHidden();
  await banner(page).getByRole('button', { name: 'Show' }).click();
  await expect(form.newCustomerGroup).toHaveValue('Loyalty');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.alert('These settings were changed somewhere else')).toContainText(`Now: ${elsewhere}`);
  await form.save.click();
  const dialog = page.getByRole('dialog', { name: changedMeanwhile });
  await dialog.getByRole('radio', { name: `Yours: ${newPolicyUrl}` }).check();
  await dialog.getByRole('button', { name: 'Save my choices' }).click();
  await expect(form.saved.getByRole('listitem')).toHaveText(
    `Privacy policy URL: ${elsewhere} → ${newPolicyUrl}`,
  );
  expect(store.settings.customer_group_settings.default_customer_group_id).toBe(3);
});

test("a colleague's save shows as a banner after a while, without coming back to the tab", async ({
  colleague,
  openAlone,
  page,
  store,
}) => {
  await page.clock.install();
  const looked = page.waitForResponse((response) => response.url().includes('/changes?'));
  const form = await openAlone();
  await form.checkoutConsent.check();
  await looked;
  await colleague.openApp();
  await colleague.form.policyUrl.fill(elsewhere);
  await colleague.form.save.click();
  await expect(colleague.form.saved).toBeVisible();
  // A jump fires every timer that is due, in the order in which they were set: in two jumps the one that lets the next
  // request through comes before the one that makes it.
  await page.clock.fastForward(30_000);
  await page.clock.fastForward(31_000);
  await expect(banner(page)).toContainText(`Changed by staff@${store.hash}.example: Privacy policy URL.`);
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await banner(page).getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(banner(page)).toBeHidden();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.checkoutConsent).toBeChecked();
});
