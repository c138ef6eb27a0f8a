import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The app's page as people find their way on it: by roles and names. */
export interface FormPage {
  trackingConsent: Locator;
  checkoutConsent: Locator;
  policyUrl: Locator;
  guestGroup: Locator;
  newCustomerGroup: Locator;
  options: Locator;
  save: Locator;
  discard: Locator;
  unsaved: Locator;
  /** Says that everything was saved, and what. */
  saved: Locator;
  help: Locator;
  dialog: Locator;
  /** @param text part of what is said at once */
  alert: (text: string) => Locator;
  button: (name: string) => Locator;
}

export function formPageIn(root: Page | FrameLocator): FormPage {
  const button = (name: string) => root.getByRole('button', { name, exact: true });
  const combobox = (name: string) => root.getByRole('combobox', { name, exact: true });
  const aSwitch = (name: string) => root.getByRole('switch', { name, exact: true });
  return {
    trackingConsent: aSwitch('Ask shoppers for consent to tracking'),
    checkoutConsent: aSwitch('Ask for consent on checkout'),
    policyUrl: root.getByRole('textbox', { name: 'Privacy policy URL', exact: true }),
    guestGroup: combobox('Group for guests'),
    newCustomerGroup: combobox('Group for new customers'),
    options: root.getByRole('option'),
    save: button('Save'),
    discard: button('Discard'),
    unsaved: root.getByText('You have unsaved changes'),
    saved: root.getByRole('status').filter({ hasText: 'Settings saved' }),
    help: root.getByRole('link', { name: 'Get help' }),
    dialog: root.getByRole('dialog', { name: 'Discard your changes?' }),
    alert: (text) => root.getByRole('alert').filter({ hasText: text }),
    button,
  };
}
