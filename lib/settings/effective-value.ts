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

/** Makes the functions that choose the initial values when a storefront gets values of its own. */
export function createFirstOwnValues(table: SettingTable) {
  /**
   * The initial value of one setting: the store's, or where the store has none the table's.
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

/** The functions of {@link createFirstOwnValues} for the app's settings. */
export const { firstOwnValue, firstOwnValues } = createFirstOwnValues(settingTable);

/** The value in effect on a storefront for one setting, and where it comes from. */
export type EffectiveValue =
  /** Inherited from the store. The value is `undefined` where the store has no such setting. */
  | { origin: 'inherited'; value: Exclude<SettingValue, null> | undefined }
  /** The storefront has a value of its own, which may equal the store's. */
  | { origin: 'override'; value: Exclude<SettingValue, null>; sameAsGlobal: boolean }
  /** A setting that only storefronts have, with its value. */
  | { origin: 'own'; value: boolean }
  /** A setting that only storefronts have and that was never set. */
  | { origin: 'unset' }
  /** BigCommerce's response lacked it. */
  | { origin: 'absent' };

/**
 * Finds the value in effect on a storefront for one setting.
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

/**
 * The value in effect on a storefront for one setting, wherever it comes from.
 *
 * @returns `null` for a setting that was never set, `undefined` where BigCommerce's response lacks it
 */
export function effectiveSetting(
  global: CustomerSettings,
  own: CustomerSettings,
  field: SettingField,
): SettingValue | undefined {
  const effective = effectiveValue(global, own, field);
  if (effective.origin === 'unset') return null;
  return effective.origin === 'absent' ? undefined : effective.value;
}

/** The settings that a storefront has a value of its own for. `allowGlobalLogins` overrides nothing. */
export function overriddenFields(own: CustomerSettings): InheritableField[] {
  return inheritableFields.filter((field) => own[field] !== undefined && own[field] !== null);
}
