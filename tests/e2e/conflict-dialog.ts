import type { FrameLocator, Locator, Page } from '@playwright/test';
import type { SettingField } from '../../lib/settings/customer-settings.ts';
import { beginningOf, labelOf, text } from './texts.ts';

/** The dialog that lets a person choose between two values of a setting. */
export interface ConflictDialog {
  dialog: Locator;
  /** The settings to choose a value for. */
  fields: Locator;
  field: (field: SettingField) => Locator;
  mine: Locator;
  theirs: Locator;
  save: Locator;
  /** Keeps the person's own value of the only setting that is asked for, and saves. */
  keepMine: () => Promise<void>;
  /** Keeps the other value, and saves the rest. */
  keepTheirs: () => Promise<void>;
}

export function conflictDialogIn(root: Page | FrameLocator): ConflictDialog {
  const dialog = root.getByRole('dialog', { name: text('conflictDialog.title') });
  const mine = dialog.getByRole('radio', { name: beginningOf('conflictDialog.mine', 'value') });
  const theirs = dialog.getByRole('radio', { name: beginningOf('conflictDialog.theirs', 'value') });
  const save = dialog.getByRole('button', { name: text('conflictDialog.save') });
  const keep = async (choice: Locator) => {
    await choice.check();
    await save.click();
  };
  return {
    dialog,
    fields: dialog.getByRole('group'),
    field: (field) => dialog.getByRole('group', { name: labelOf(field) }),
    mine,
    theirs,
    save,
    keepMine: () => keep(mine),
    keepTheirs: () => keep(theirs),
  };
}
