import {
  type CustomerSettings,
  isInheritable,
  type InheritableField,
  inheritableFields,
  type SettingValue,
  type SettingField,
} from './customer-settings';
import { pickFields } from './diff';

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

/** All that a storefront really gets, as plain settings. What is absent or unset is left out. */
export function effectiveSettings(global: CustomerSettings, own: CustomerSettings): CustomerSettings {
  const inherited = pickFields(global, (field) => own[field] === null);
  return { ...pickFields(own, (field) => own[field] !== null), ...inherited };
}

/** The settings that a storefront has a value of its own for. `allowGlobalLogins` overrides nothing. */
export function overriddenFields(own: CustomerSettings): InheritableField[] {
  return inheritableFields.filter((field) => own[field] !== undefined && own[field] !== null);
}

/**
 * What has to be written so that a storefront has no value of its own for some settings.
 *
 * @param own the storefront's settings
 * @param fields those to reset; all of them where left out
 * @returns `null` for each of them that is overridden, and nothing else
 */
export function resetToGlobal(
  own: CustomerSettings,
  fields: readonly SettingField[] = inheritableFields,
): CustomerSettings {
  const reset = overriddenFields(own).filter((field) => fields.includes(field));
  return Object.fromEntries(reset.map((field) => [field, null]));
}
