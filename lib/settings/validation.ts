import { type AnySettings, type SettingField, noCustomerGroup } from './customer-settings';

/** The longest address we take, in UTF-16 code units. */
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
 * Judges a privacy policy URL. `""` means that there is none, and is fine.
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
 * Judges a customer group id: an integer from 0 (no group) to 2³¹−1.
 *
 * @returns the fault, or `null` when the value can be saved
 */
export function customerGroupIdFault(value: number): SettingFault | null {
  const valid = Number.isInteger(value) && value >= noCustomerGroup && value <= customerGroupIdMax;
  return valid ? null : 'customer_group_id_invalid';
}

/**
 * Judges every field that has a value of its own; `null` can always be saved where the level knows it.
 *
 * @returns the faulty fields only; empty when all can be saved
 */
export function settingFaults(settings: AnySettings): Partial<Record<SettingField, SettingFault>> {
  const faults: Partial<Record<SettingField, SettingFault>> = {};
  const note = (field: SettingField, fault: SettingFault | null) => {
    if (fault !== null) faults[field] = fault;
  };
  const { policyUrl, guestCustomerGroupId, defaultCustomerGroupId } = settings;
  if (typeof policyUrl === 'string') note('policyUrl', policyUrlFault(policyUrl));
  if (typeof guestCustomerGroupId === 'number')
    note('guestCustomerGroupId', customerGroupIdFault(guestCustomerGroupId));
  if (typeof defaultCustomerGroupId === 'number')
    note('defaultCustomerGroupId', customerGroupIdFault(defaultCustomerGroupId));
  return faults;
}
