import type { CustomerSettings, SettingField, SettingTable, SettingValue } from './customer-settings';
import { noCustomerGroup, type SettingKind, settingTable, type ValueOfKind } from './fields';
import { type PolicyUrlFault, policyUrlFault, trimAddress } from './policy-url';

/** BigCommerce's ids are signed 32 bit integers. */
const customerGroupIdMax = 2 ** 31 - 1;

/** Why a value cannot be saved. Each is a message key under `validation`. */
export type SettingFault = PolicyUrlFault | 'customer_group_id_invalid';

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

/** Makes the functions that validate values, for a table of settings. */
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

  /** Settings as they were meant: addresses without what comes along when they are pasted. */
  function trimSettings(settings: CustomerSettings): CustomerSettings {
    const entries = Object.entries(settings) as [SettingField, SettingValue | undefined][];
    return Object.fromEntries(
      entries.map(([field, value]) => [
        field,
        table[field].kind === 'url' && typeof value === 'string' ? trimAddress(value) : value,
      ]),
    );
  }

  return { settingFault, settingFaults, trimSettings };
}

/** The functions of {@link createValidation} for the app's settings. */
export const { settingFault, settingFaults, trimSettings } = createValidation(settingTable);
