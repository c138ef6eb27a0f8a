import type { Locator, Page } from '@playwright/test';
import { checkState } from './states.ts';
import type { FormPage } from './form-page.ts';
import { expect, newPolicyUrl, savedBodies, test } from './fixtures.ts';
import { labelOf, text } from './texts.ts';

function focusable(form: FormPage): [string, Locator][] {
  return [
    ['tracking consent', form.trackingConsent],
    ['history of tracking consent', form.historyOf('trackingConsent')],
    ['consent on checkout', form.checkoutConsent],
    ['history of consent on checkout', form.historyOf('trackingConsentOnCheckout')],
    ['policy URL', form.policyUrl],
    ['check of the policy', form.checkPolicy],
    ['link to the policy', form.openPolicy],
    ['history of the policy URL', form.historyOf('policyUrl')],
    ['group for guests', form.guestGroup],
    ['history of the group for guests', form.historyOf('guestCustomerGroupId')],
    ['group for new customers', form.newCustomerGroup],
    ['history of the group for new customers', form.historyOf('defaultCustomerGroupId')],
    ['discard', form.discard],
    ['save', form.save],
  ];
}

/** Whether what has the focus is marked: an outline on it, or on what is drawn for it. */
function isFocusMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const marked = (element: Element | null | undefined) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    };
    const focused = document.activeElement;
    const unseen = focused !== null && getComputedStyle(focused).opacity === '0';
    return unseen ? marked(focused.nextElementSibling) : marked(focused);
  });
}

/** Whether the middle of what has the focus is what a pointer would meet there, so that nothing covers it. */
function isFocusUncovered(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const { left, right, top, bottom } = focused?.getBoundingClientRect() ?? new DOMRect();
    const points = [top + 2, (top + bottom) / 2, bottom - 2];
    return points.every((y) => focused?.contains(document.elementFromPoint((left + right) / 2, y)));
  });
}

function isFocused(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

/** More than lies between the help and the form: the views of the app. */
const mostStopsBefore = 8;

/** Goes on by Tab from the help, past the views, to the first control of the form: each stop is seen. */
async function tabToForm(form: FormPage, page: Page): Promise<void> {
  await form.help.focus();
  for (let stops = 0; stops < mostStopsBefore; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await isFocusMarked(page), 'the focus is seen').toBe(true);
    if (await isFocused(form.trackingConsent)) return;
  }
  throw new Error(`the form is not reached by ${mostStopsBefore} times Tab`);
}

test('Tab reaches every control in order, and Shift+Tab goes back', async ({ form, page }) => {
  await tabToForm(form, page);
  for (const [name, control] of focusable(form)) {
    await expect(control, name).toBeFocused();
    expect(await isFocusMarked(page), `the focus on ${name} is seen`).toBe(true);
    if (control !== form.save) await page.keyboard.press('Tab');
  }
  for (const [name, control] of focusable(form).reverse()) {
    await expect(control, name).toBeFocused();
    await page.keyboard.press('Shift+Tab');
  }
  for (let stops = 1; stops < mostStopsBefore && !(await isFocused(form.help)); stops += 1)
    await page.keyboard.press('Shift+Tab');
  await expect(form.help).toBeFocused();
});

test('in a low window the bar with the buttons never covers the focus', async ({ openAlone, page }) => {
  await page.setViewportSize({ width: 1000, height: 320 });
  const form = await openAlone();
  await tabToForm(form, page);
  for (const [name, control] of focusable(form)) {
    await expect(control).toBeFocused();
    expect(await isFocusUncovered(page), `${name} is not covered`).toBe(true);
    await page.keyboard.press('Tab');
  }
  await form.discard.focus();
  for (const [name, control] of focusable(form).reverse().slice(2)) {
    await page.keyboard.press('Shift+Tab');
    await expect(control).toBeFocused();
    expect(await isFocusUncovered(page), `${name} is not covered on the way back`).toBe(true);
  }
});

/** Goes on by Tab, past the links of the fields between, to a control. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let stops = 0; stops < mostStopsBefore; stops += 1) {
    await page.keyboard.press('Tab');
    if (await isFocused(control)) return;
  }
  throw new Error(`the control is not reached by ${mostStopsBefore} times Tab`);
}

test('everything is edited and saved with the keyboard alone', async ({ form, page, store, world }) => {
  await tabToForm(form, page);
  await page.keyboard.press('Space');
  await expect(form.trackingConsent).not.toBeChecked();
  await tabTo(page, form.checkoutConsent);
  await page.keyboard.press('Space');
  await expect(form.checkoutConsent).toBeChecked();
  await tabTo(page, form.policyUrl);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(newPolicyUrl);

  await tabTo(page, form.guestGroup);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox', { name: labelOf('guestCustomerGroupId') })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(form.guestGroup).toHaveAttribute('aria-activedescendant', /option-2$/);
  await page.keyboard.press('Enter');
  await expect(form.guestGroup).toHaveValue('Trade');
  await expect(page.getByRole('listbox')).toBeHidden();

  await tabTo(page, form.newCustomerGroup);
  await page.keyboard.type('loy');
  await expect(form.options).toHaveText([/^Loyalty/]);
  await page.keyboard.press('Tab');
  await expect(form.newCustomerGroup).toHaveValue('Loyalty');
  await tabTo(page, form.button(text('reason.add')));
  await page.keyboard.press('Tab');
  await expect(form.discard).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(form.saved).toBeVisible();
  await expect(form.save).toBeFocused();
  expect(savedBodies(world, store)).toEqual([
    {
      privacy_settings: {
        ask_shopper_for_tracking_consent: false,
        ask_shopper_for_tracking_consent_on_checkout: true,
        policy_url: newPolicyUrl,
      },
      customer_group_settings: { guest_customer_group_id: 2, default_customer_group_id: 3 },
    },
  ]);
});

for (const keys of ['Control+s', 'Meta+s']) {
  test(`${keys} saves`, async ({ form, page, store }) => {
    await form.policyUrl.fill(newPolicyUrl);
    await page.keyboard.press(keys);
    await expect(form.saved).toBeVisible();
    expect(store.settings.privacy_settings.policy_url).toBe(newPolicyUrl);
  });
}

test('Escape closes the list of groups and changes nothing', async ({ form, page }) => {
  await form.guestGroup.focus();
  await page.keyboard.type('trade');
  await expect(form.options).toHaveText([/^Trade/]);
  await page.keyboard.press('Escape');
  await expect(form.options).toHaveCount(0);
  await expect(form.guestGroup).toHaveValue('Retail');
  await expect(form.unsaved).toBeHidden();
});

test('Discard asks first; Escape keeps the changes and gives the focus back', async ({ form, page }) => {
  await form.policyUrl.fill(newPolicyUrl);
  await form.discard.focus();
  await page.keyboard.press('Enter');
  await expect(form.dialog).toBeVisible();
  await checkState(page, 'discard-dialog');
  await page.keyboard.press('Control+s');
  await expect(form.dialog).toBeVisible();
  await expect(form.saved).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(form.dialog).toBeHidden();
  await expect(form.discard).toBeFocused();
  await expect(form.policyUrl).toHaveValue(newPolicyUrl);

  await page.keyboard.press('Enter');
  await form.discardChanges.press('Enter');
  await expect(form.dialog).toBeHidden();
  await expect(form.policyUrl).toHaveValue('https://shop.example/privacy');
  await expect(form.unsaved).toBeHidden();
});
