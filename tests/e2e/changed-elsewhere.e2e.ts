import type { SettingField } from '../../lib/settings/customer-settings.ts';
import type { Page } from '@playwright/test';
import { checkState } from './states.ts';
import { expect, firstPolicyUrl, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { changeLine, labelOf, text } from './texts.ts';

const elsewhere = 'https://shop.example/from-elsewhere';

/** The person comes back to the tab; what is asked for again then is not asked for twice in a few seconds. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('focus'));
  });
}

const changedBy = (people: string, ...fields: SettingField[]) =>
  text('changedElsewhere.fieldsBy', { people, fields: fields.map(labelOf).join(', ') });

const banner = (page: Page) => page.getByRole('region', { name: text('changedElsewhere.title') });

test('a field that both changed is put to the person, and nothing is written before', async ({
  browserReports,
  form,
  page,
  store,
  world,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const { dialog } = form.conflict;
  const field = dialog.getByRole('group', { name: labelOf('policyUrl') });
  await expect(dialog.getByRole('group')).toHaveCount(1);
  await expect(field).toContainText(text('conflictDialog.saw', { value: firstPolicyUrl }));
  await expect(dialog).toContainText(
    text('conflictDialog.alsoChanged', { fields: labelOf('guestCustomerGroupId') }),
  );
  await expect(form.conflict.save).toBeDisabled();
  await expect(field).toContainText(text('conflictDialog.by', { who: text('changedElsewhere.outside') }));
  await checkState(page, 'conflict-dialog');
  expect(savedBodies(world, store)).toEqual([]);

  await field.getByRole('radio', { name: `Yours: ${newPolicyUrl}` }).check();
  await form.conflict.save.click();
  await expect(form.savedChanges).toHaveText([
    changeLine('trackingConsentOnCheckout', text('settings.off'), text('settings.on')),
    changeLine('policyUrl', elsewhere, newPolicyUrl),
  ]);
  await expect(form.guestGroup).toHaveValue('Trade');
  expect(store.settings).toMatchObject({
    privacy_settings: { policy_url: newPolicyUrl, ask_shopper_for_tracking_consent_on_checkout: true },
    customer_group_settings: { guest_customer_group_id: 2 },
  });
});

test("the other side's value can be kept, and the rest is saved", async ({
  browserReports,
  form,
  store,
  world,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  await form.checkoutConsent.check();
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await form.conflict.keepTheirs();
  await expect(form.savedChanges).toHaveText(
    changeLine('trackingConsentOnCheckout', text('settings.off'), text('settings.on')),
  );
  await expect(form.policyUrl).toHaveValue(elsewhere);
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { ask_shopper_for_tracking_consent_on_checkout: true } },
  ]);
});

test('a conflict can be left to go on editing, by keyboard, and comes again', async ({
  browserReports,
  form,
  page,
  store,
  world,
}) => {
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  const { dialog } = form.conflict;
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(form.save).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.error('settings_changed')).toContainText(text('saving.changedNow', { value: elsewhere }));
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  expect(savedBodies(world, store)).toEqual([]);
});

test('what only the other side changed is taken over, named, and not written', async ({
  browserReports,
  form,
  store,
  world,
}) => {
  await form.checkoutConsent.check();
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.saved).toContainText(text('saving.takenOver', { fields: labelOf('policyUrl') }));
  await expect(form.policyUrl).toHaveValue(elsewhere);
  expect(savedBodies(world, store)).toEqual([
    { privacy_settings: { ask_shopper_for_tracking_consent_on_checkout: true } },
  ]);
});

test('a value that was saved elsewhere already is not saved again', async ({
  browserReports,
  form,
  store,
  world,
}) => {
  await form.policyUrl.fill(elsewhere);
  store.changeSettings({ privacy_settings: { policy_url: elsewhere } });
  browserReports.expectFailedLoad(412);
  await form.save.click();
  await expect(form.alert(text('saving.changedSame'))).toBeVisible();
  await expect(form.unsaved).toBeHidden();
  expect(savedBodies(world, store)).toEqual([]);

  // The edit is done with: the next one is based on the value that is there now, and conflicts with nothing.
  const mine = 'https://shop.example/mine';
  await form.savePolicyUrl(mine);
  expect(savedBodies(world, store)).toEqual([{ privacy_settings: { policy_url: mine } }]);
});

test('who comes back to the tab sees what was changed meanwhile', async ({ form, page, store }) => {
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere, ask_shopper_for_tracking_consent: false },
  });
  await expect(async () => {
    await comeBack(page);
    await expect(banner(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(banner(page)).toContainText(
    changedBy(text('changedElsewhere.outside'), 'trackingConsent', 'policyUrl'),
  );
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await checkState(page, 'changed-elsewhere');
  await banner(page)
    .getByRole('button', { name: text('changedElsewhere.show') })
    .press('Enter');
  await expect(banner(page)).toBeHidden();
  await expect(form.policyUrl).toHaveValue(elsewhere);
  await expect(page.getByText(text('changedElsewhere.marked'))).toHaveCount(2);
  await checkState(page, 'changed-elsewhere-shown');
  await expect(form.trackingConsent).not.toBeChecked();
  await expect(form.unsaved).toBeHidden();
});

test('what comes from elsewhere never writes over what is being typed', async ({ form, page, store }) => {
  await form.policyUrl.fill(newPolicyUrl);
  store.changeSettings({
    privacy_settings: { policy_url: elsewhere },
    customer_group_settings: { default_customer_group_id: 3 },
  });
  await expect(async () => {
    await comeBack(page);
    await expect(banner(page)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(form.newCustomerGroup).toHaveValue(text('groups.none'));
  await expect(form.error('settings_changed')).toBeHidden();
  await banner(page)
    .getByRole('button', { name: text('changedElsewhere.show') })
    .click();
  await expect(form.newCustomerGroup).toHaveValue('Loyalty');
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);
  await expect(form.error('settings_changed')).toContainText(text('saving.changedNow', { value: elsewhere }));
  await form.save.click();
  await form.conflict.keepMine();
  await expect(form.savedChanges).toHaveText(changeLine('policyUrl', elsewhere, newPolicyUrl));
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
  await colleague.form.savePolicyUrl(elsewhere);
  // A jump fires every timer that is due, in the order in which they were set: in two jumps the one that lets the next
  // request through comes before the one that makes it.
  await page.clock.fastForward(30_000);
  await page.clock.fastForward(31_000);
  await expect(banner(page)).toContainText(changedBy(`staff@${store.hash}.example`, 'policyUrl'));
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await banner(page)
    .getByRole('button', { name: text('changedElsewhere.dismiss') })
    .press('Enter');
  await expect(banner(page)).toBeHidden();
  await expect(form.policyUrl).toHaveValue(firstPolicyUrl);
  await expect(form.checkoutConsent).toBeChecked();
});
