import type { CustomerSettings, SettingField, SettingTable, SettingValue } from './customer-settings';
import { noCustomerGroup, type SettingKind, settingTable, type ValueOfKind } from './fields';

/** The longest address that we accept, in UTF-16 code units. */
export const policyUrlMaxLength = 2048;

/** BigCommerce's ids are signed 32 bit integers. */
export const customerGroupIdMax = 2 ** 31 - 1;

/** Why a value cannot be saved. Each is a message key under `validation`. */
export type SettingFault =
  | 'policy_url_too_long'
  | 'policy_url_not_absolute_https'
  | 'policy_url_has_credentials'
  | 'customer_group_id_invalid';

/**
 * What URL parsers forgive or encode and a theme that writes the text into a page may not: white space, double quotes, angle
 * brackets, backslashes, control and invisible characters, halves of characters.
 */
const unsafeInAddress = /[\s"<>`\\\p{C}]/u;

/**
 * Validates a privacy policy URL. `""` means that there is none, and is fine.
 *
 * @returns the fault, or `null` when the value can be saved
 */
export function policyUrlFault(value: string): SettingFault | null {
  if (value === '') return null;
  if (value.length > policyUrlMaxLength) return 'policy_url_too_long';
  if (/^https:\/\/[^/?#]*@/i.test(value)) return 'policy_url_has_credentials';
  if (!/^https:\/\/[^/?#]/i.test(value) || unsafeInAddress.test(value))
    return 'policy_url_not_absolute_https';
  const host = URL.parse(value)?.hostname ?? '';
  return /[a-z0-9]/i.test(host) ? null : 'policy_url_not_absolute_https';
}

/**
 * Validates a customer group id: an integer from 0 (no group) to 2³¹−1.
 *
 * @returns the fault, or `null` when the value can be saved
 */
export function customerGroupIdFault(value: number): SettingFault | null {
  const valid = Number.isInteger(value) && value >= noCustomerGroup && value <= customerGroupIdMax;
  return valid ? null : 'customer_group_id_invalid';
}

const faultsOfKind: { [Kind in SettingKind]: (value: ValueOfKind[Kind]) => SettingFault | null } = {
  boolean: () => null,
  url: policyUrlFault,
  customerGroup: customerGroupIdFault,
};

/** The validation of values that a table of settings describes. */
export function createValidation(table: SettingTable) {
  /**
   * Validates one value; `null` can always be saved where the storefront can inherit.
   *
   * @param value of the kind of the field
   */
  function settingFault(field: SettingField, value: SettingValue | undefined): SettingFault | null {
    if (value === undefined || value === null) return null;
    const toFault = faultsOfKind[table[field].kind] as (own: typeof value) => SettingFault | null;
    return toFault(value);
  }

  /**
   * Validates every field that has a value of its own.
   *
   * @returns the faulty fields only; empty when all can be saved
   */
  function settingFaults(settings: CustomerSettings): Partial<Record<SettingField, SettingFault>> {
    const fields = Object.keys(table) as SettingField[];
    const faults = fields.map((field) => [field, settingFault(field, settings[field])] as const);
    return Object.fromEntries(faults.filter(([, fault]) => fault !== null));
  }

  return { settingFault, settingFaults };
}

export const { settingFault, settingFaults } = createValidation(settingTable);
