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

test('a save based on old values writes nothing, shows both, and the second one writes', async ({
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
  const told = form.alert('These settings were changed somewhere else');
  await expect(told).toContainText('Nothing was saved');
  await expect(told).toContainText(`Now: ${elsewhere}`);
  await expect(told).toContainText(`Yours: ${newPolicyUrl}`);
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.guestGroup).toHaveValue('Trade');
  await checkState(page, 'changed-elsewhere');
  expect(savedBodies(world, store)).toEqual([]);

  await form.save.click();
  await expect(form.saved.getByRole('listitem')).toHaveText([
    'Ask for consent on checkout: Off → On',
    `Privacy policy URL: ${elsewhere} → ${newPolicyUrl}`,
  ]);
  await expect(told).toBeHidden();
  expect(store.settings).toMatchObject({
    privacy_settings: { policy_url: newPolicyUrl },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
});

test('after a conflict the values of the store can be taken over', async ({
  browserReports,
  openAlone,
  store,
  world,
}) => {
  const form = await openAlone();
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.alert('These settings were changed somewhere else')).toBeVisible();
  await form.discard.click();
  await form.button('Discard changes').click();
  await expect(form.policyUrl).toHaveValue(elsewhere);
  await expect(form.alert('These settings were changed somewhere else')).toBeHidden();
  expect(savedBodies(world, store)).toEqual([]);
});

test('who comes back to the tab sees what was changed meanwhile', async ({ openAlone, page, store }) => {
  const form = await openAlone();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere, ask_shopper_for_tracking_consent: false },
  });
  await expect(async () => {
    await comeBack(page);
    await expect(form.policyUrl).toHaveValue(elsewhere, { timeout: 500 });
  }).toPass();
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
    await expect(form.newCustomerGroup).toHaveValue('Loyalty', { timeout: 500 });
  }).toPass();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.alert('These settings were changed somewhere else')).toContainText(`Now: ${elsewhere}`);
  await form.save.click();
  await expect(form.saved.getByRole('listitem')).toHaveText(
    `Privacy policy URL: ${elsewhere} → ${newPolicyUrl}`,
  );
  expect(store.settings.customer_group_settings.default_customer_group_id).toBe(3);
});
