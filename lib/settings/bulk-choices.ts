import {
  type CustomerSettings,
  isInheritable,
  noCustomerGroup,
  type SettingField,
  type SettingValue,
  type StorefrontField,
  storefrontFields,
  type StorefrontSettings,
} from './customer-settings';
import { presentFields } from './diff';
import { type SettingFault, settingFaults } from './validation';

/** What becomes of one setting: it stays, it follows the store, or it gets a value. */
export type ChoiceKind = 'leave' | 'inherit' | 'set';

/** The choices of a bulk change. A value stays in mind while another choice is tried out. */
export interface BulkChoices {
  kinds: Partial<Record<StorefrontField, ChoiceKind>>;
  values: StorefrontSettings;
}

const emptyValues = {
  trackingConsent: true,
  trackingConsentOnCheckout: true,
  policyUrl: '',
  guestCustomerGroupId: noCustomerGroup,
  defaultCustomerGroupId: noCustomerGroup,
  allowGlobalLogins: true,
} as const satisfies Required<StorefrontSettings>;

/**
 * The choices to begin with: everything stays as it is.
 *
 * @param global the store's settings, from which the values start
 */
export function firstChoices(global: CustomerSettings): BulkChoices {
  return { kinds: {}, values: { ...emptyValues, ...global } };
}

/** What is chosen for a setting. */
export function choiceOf({ kinds }: BulkChoices, field: StorefrontField): ChoiceKind {
  return kinds[field] ?? 'leave';
}

/** @returns new choices with another kind for one setting */
export function withChoice(choices: BulkChoices, field: StorefrontField, kind: ChoiceKind): BulkChoices {
  return { ...choices, kinds: { ...choices.kinds, [field]: kind } };
}

/** @returns new choices with another value for one setting, to be set */
export function withValue(choices: BulkChoices, field: StorefrontField, value: SettingValue): BulkChoices {
  const values = { ...choices.values, [field]: value } as StorefrontSettings;
  return withChoice({ ...choices, values }, field, 'set');
}

/**
 * What every chosen storefront shall have.
 *
 * @returns the settings that do not stay as they are: `null` for those that shall follow the store
 */
export function wantedSettings(choices: BulkChoices): StorefrontSettings {
  const wanted: [StorefrontField, SettingValue | undefined][] = [];
  for (const field of storefrontFields) {
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
