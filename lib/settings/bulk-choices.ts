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

/** The choice of a bulk change for one setting: leave it, inherit the global value, or set a value. */
export type ChoiceKind = 'leave' | 'inherit' | 'set';

/** The choices of a bulk change. A value is remembered while another choice is selected. */
export interface BulkChoices {
  kinds: Partial<Record<SettingField, ChoiceKind>>;
  values: CustomerSettings;
}

/**
 * The initial choices: no setting is changed.
 *
 * @param global the store's settings, from which the values start
 */
export function firstChoices(global: CustomerSettings): BulkChoices {
  return { kinds: {}, values: firstOwnValues(global) };
}

/** @returns the choice for one setting */
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
 * The settings that every chosen storefront is to have.
 *
 * @returns the settings to change: `null` for those that are to follow the store
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
 * Validates the choices.
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
