import {
  type CustomerSettings,
  type InheritableField,
  inheritableFields,
  isInheritable,
  type SettingField,
  type SettingTable,
  type SettingValue,
} from './customer-settings';
import { settingTable } from './fields';

/** What settings start with when a storefront gets values of its own, by a table of settings. */
export function createFirstOwnValues(table: SettingTable) {
  /**
   * The store's value, or where the store has none what the table says.
   *
   * @param global the store's settings
   */
  function firstOwnValue(field: SettingField, global: CustomerSettings): NonNullable<SettingValue> {
    return global[field] ?? table[field].initial;
  }

  /** The same for every setting. */
  function firstOwnValues(global: CustomerSettings): CustomerSettings {
    const fields = Object.keys(table) as SettingField[];
    return Object.fromEntries(fields.map((field) => [field, firstOwnValue(field, global)]));
  }

  return { firstOwnValue, firstOwnValues };
}

export const { firstOwnValue, firstOwnValues } = createFirstOwnValues(settingTable);

/** What a storefront really gets for one setting, and where it comes from. */
export type EffectiveValue =
  /** The store's value holds. It is `undefined` where the store has no such setting. */
  | { origin: 'inherited'; value: Exclude<SettingValue, null> | undefined }
  /** The storefront has a value of its own, which may happen to be the store's. */
  | { origin: 'override'; value: Exclude<SettingValue, null>; sameAsGlobal: boolean }
  /** A setting that has no global value, on this storefront alone. */
  | { origin: 'own'; value: boolean }
  /** A setting without a global value that was never set. */
  | { origin: 'unset' }
  /** BigCommerce's answer lacked it. */
  | { origin: 'absent' };

/**
 * What a storefront really gets for one setting.
 *
 * @param global the store's settings
 * @param own the storefront's
 */
export function effectiveValue(
  global: CustomerSettings,
  own: CustomerSettings,
  field: SettingField,
): EffectiveValue {
  if (!isInheritable(field)) {
    const value = own[field];
    if (value === undefined) return { origin: 'absent' };
    return value === null ? { origin: 'unset' } : { origin: 'own', value };
  }
  const value = own[field];
  if (value === undefined) return { origin: 'absent' };
  if (value === null) return { origin: 'inherited', value: global[field] ?? undefined };
  return { origin: 'override', value, sameAsGlobal: value === global[field] };
}

/** The settings that a storefront has a value of its own for. `allowGlobalLogins` overrides nothing. */
export function overriddenFields(own: CustomerSettings): InheritableField[] {
  return inheritableFields.filter((field) => own[field] !== undefined && own[field] !== null);
}
