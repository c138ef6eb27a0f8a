import {
  type CustomerSettings,
  isInheritable,
  type SettingField,
  settingFields,
  type SettingValue,
} from './customer-settings';
import { presentFields } from './diff';
import { firstOwnValues } from './effective-value';
import { type SettingFault, settingFaults } from './validation';

/** What becomes of one setting: it stays, it follows the store, or it gets a value. */
export type ChoiceKind = 'leave' | 'inherit' | 'set';

/** The choices of a bulk change. A value stays in mind while another choice is tried out. */
export interface BulkChoices {
  kinds: Partial<Record<SettingField, ChoiceKind>>;
  values: CustomerSettings;
}

/**
 * The choices to begin with: everything stays as it is.
 *
 * @param global the store's settings, from which the values start
 */
export function firstChoices(global: CustomerSettings): BulkChoices {
  return { kinds: {}, values: firstOwnValues(global) };
}

/** What is chosen for a setting. */
export function choiceOf({ kinds }: BulkChoices, field: SettingField): ChoiceKind {
  return kinds[field] ?? 'leave';
}

/** @returns new choices with another kind for one setting */
export function withChoice(choices: BulkChoices, field: SettingField, kind: ChoiceKind): BulkChoices {
  return { ...choices, kinds: { ...choices.kinds, [field]: kind } };
}

/** @returns new choices with another value for one setting, to be set */
export function withValue(choices: BulkChoices, field: SettingField, value: SettingValue): BulkChoices {
  const values = { ...choices.values, [field]: value };
  return withChoice({ ...choices, values }, field, 'set');
}

/**
 * What every chosen storefront shall have.
 *
 * @returns the settings that do not stay as they are: `null` for those that shall follow the store
 */
export function wantedSettings(choices: BulkChoices): CustomerSettings {
  const wanted: [SettingField, SettingValue | undefined][] = [];
  for (const field of settingFields) {
    const kind = choiceOf(choices, field);
    if (kind === 'inherit' && isInheritable(field)) wanted.push([field, null]);
    if (kind === 'set') wanted.push([field, choices.values[field]]);
  }
  return Object.fromEntries(wanted);
}

/**
 * What keeps the choices from being saved.
 *
 * @returns the faulty fields only, and whether anything is chosen at all
 */
export function choiceFaults(choices: BulkChoices): {
  nothingChosen: boolean;
  fields: Partial<Record<SettingField, SettingFault>>;
} {
  const wanted = wantedSettings(choices);
  return { nothingChosen: presentFields(wanted).length === 0, fields: settingFaults(wanted) };
}
