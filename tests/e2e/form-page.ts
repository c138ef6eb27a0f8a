import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { ErrorCode } from '../../lib/errors.ts';
import type { SettingField } from '../../lib/settings/customer-settings.ts';
import { type ConflictDialog, conflictDialogIn } from './conflict-dialog.ts';
import { errorTitle, labelOf, startingWith, text, textWithNumber } from './texts.ts';

/** The app's page as people find their way on it, by roles and names, and what they do there. */
export interface FormPage {
  trackingConsent: Locator;
  checkoutConsent: Locator;
  policyUrl: Locator;
  checkPolicy: Locator;
  openPolicy: Locator;
  guestGroup: Locator;
  newCustomerGroup: Locator;
  options: Locator;
  save: Locator;
  discard: Locator;
  unsaved: Locator;
  /** Says that everything was saved, and what. */
  saved: Locator;
  /** Line by line what was saved. */
  savedChanges: Locator;
  undo: Locator;
  /** Says that a save was taken back, and what. */
  undone: Locator;
  /** Says that a draft is back. */
  restored: Locator;
  help: Locator;
  /** Asks whether to discard. */
  dialog: Locator;
  keepEditing: Locator;
  discardChanges: Locator;
  conflict: ConflictDialog;
  /** To tick where a group changes what every visitor gets. */
  guestTick: Locator;
  alert: (words: string) => Locator;
  /** The alert of an error. */
  error: (code: ErrorCode) => Locator;
  button: (name: string) => Locator;
  heading: (name: string) => Locator;
  /** The way to the changes of one setting. */
  historyOf: (field: SettingField) => Locator;
  tryAgain: Locator;
  tab: (view: 'settings' | 'storefronts' | 'history' | 'checks' | 'people') => Locator;
  /** The setting with all that is said about it, on the page of a storefront. */
  setting: (field: SettingField) => Locator;
  /** Types an address and presses Save, whatever comes of it. */
  submitPolicyUrl: (address: string) => Promise<void>;
  /** Saves an address and waits until that is said. */
  savePolicyUrl: (address: string) => Promise<void>;
  /** Saves what was edited and waits until that is said. */
  saveEdits: () => Promise<void>;
  /** Finds a group by what is typed, and chooses the first that is found. */
  chooseGuestGroup: (typed: string) => Promise<void>;
  chooseNewCustomerGroup: (typed: string) => Promise<void>;
}

async function chooseGroup(picker: Locator, typed: string): Promise<void> {
  await picker.fill(typed);
  await picker.press('Enter');
}

/** Nothing is called global in a store that has no storefronts to tell apart. */
const settingsTab = () =>
  new RegExp(
    [text('views.settings'), text('views.onlySettings')].map((name) => startingWith(name).source).join('|'),
  );

function locateForm(root: Page | FrameLocator) {
  const button = (name: string) => root.getByRole('button', { name, exact: true });
  const heading = (name: string) => root.getByRole('heading', { name, exact: true });
  const combobox = (field: SettingField) => root.getByRole('combobox', { name: labelOf(field), exact: true });
  const aSwitch = (field: SettingField) => root.getByRole('switch', { name: labelOf(field), exact: true });
  const alert = (words: string) => root.getByRole('alert').filter({ hasText: words });
  const dialog = root.getByRole('dialog', { name: text('discardDialog.title') });
  const saved = root.getByRole('status').filter({ hasText: text('saving.savedTitle') });
  return {
    trackingConsent: aSwitch('trackingConsent'),
    checkoutConsent: aSwitch('trackingConsentOnCheckout'),
    policyUrl: root.getByRole('textbox', { name: labelOf('policyUrl'), exact: true }),
    checkPolicy: button(text('policyCheck.check')),
    openPolicy: root.getByRole('link', { name: text('policyCheck.open') }),
    guestGroup: combobox('guestCustomerGroupId'),
    newCustomerGroup: combobox('defaultCustomerGroupId'),
    /** Of an open list of groups, not those of the browser's own selects. */
    options: root.getByRole('listbox').getByRole('option'),
    save: button(text('saving.save')),
    discard: button(text('saving.discard')),
    unsaved: root
      .getByRole('group', { name: text('saving.bar') })
      .getByText(textWithNumber('drafts.count', 'count')),
    saved,
    savedChanges: saved.getByRole('listitem'),
    undo: button(text('saving.undo')),
    undone: root.getByRole('status').filter({ hasText: text('saving.undoneTitle') }),
    restored: heading(text('saving.restoredTitle')),
    help: root.getByRole('link', { name: text('app.help') }),
    dialog,
    keepEditing: dialog.getByRole('button', { name: text('discardDialog.keep') }),
    discardChanges: dialog.getByRole('button', { name: text('discardDialog.discard') }),
    conflict: conflictDialogIn(root),
    guestTick: root.getByRole('checkbox', { name: text('groupNotes.guestTick') }),
    alert,
    error: (code: ErrorCode) => alert(errorTitle(code)),
    button,
    heading,
    historyOf: (field: SettingField) =>
      root.getByRole('link', { name: text('history.ofFieldNamed', { setting: labelOf(field) }) }),
    tryAgain: button(text('app.tryAgain')),
    tab: (view: 'settings' | 'storefronts' | 'history' | 'checks' | 'people') =>
      root.getByRole('tab', {
        name: view === 'settings' ? settingsTab() : startingWith(text(`views.${view}`)),
      }),
    setting: (field: SettingField) => root.getByRole('group', { name: labelOf(field), exact: true }),
  };
}

export function formPageIn(root: Page | FrameLocator): FormPage {
  const form = locateForm(root);
  const submitPolicyUrl = async (address: string) => {
    await form.policyUrl.fill(address);
    await form.save.click();
  };
  const saveEdits = async () => {
    await form.save.click();
    await expect(form.saved).toBeVisible();
  };
  return {
    ...form,
    submitPolicyUrl,
    saveEdits,
    async savePolicyUrl(address) {
      await form.policyUrl.fill(address);
      await saveEdits();
    },
    chooseGuestGroup: (typed) => chooseGroup(form.guestGroup, typed),
    chooseNewCustomerGroup: (typed) => chooseGroup(form.newCustomerGroup, typed),
  };
}
