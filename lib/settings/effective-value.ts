import {
  type CustomerSettings,
  isInheritable,
  type InheritableField,
  inheritableFields,
  type SettingValue,
  type SettingField,
} from './customer-settings';

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
