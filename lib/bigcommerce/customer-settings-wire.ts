import { type CustomerSettings, type SettingField, settingFields } from '../settings/customer-settings';

/**
 * Customer settings as BigCommerce writes them, each part optional: a request sends any subset, and an answer
 * may lack what the store does not have. Source: BigCommerce, Customers V3, "Get customer settings".
 */
export interface CustomerSettingsWire {
  privacy_settings?: {
    ask_shopper_for_tracking_consent?: boolean;
    ask_shopper_for_tracking_consent_on_checkout?: boolean;
    policy_url?: string;
  };
  customer_group_settings?: {
    guest_customer_group_id?: number;
    default_customer_group_id?: number;
  };
}

/** Where each setting stands in BigCommerce's object: the key of the group, then the key in it. */
export const settingWirePaths = {
  trackingConsent: ['privacy_settings', 'ask_shopper_for_tracking_consent'],
  trackingConsentOnCheckout: ['privacy_settings', 'ask_shopper_for_tracking_consent_on_checkout'],
  policyUrl: ['privacy_settings', 'policy_url'],
  guestCustomerGroupId: ['customer_group_settings', 'guest_customer_group_id'],
  defaultCustomerGroupId: ['customer_group_settings', 'default_customer_group_id'],
} as const satisfies Record<SettingField, readonly [keyof CustomerSettingsWire, string]>;

/**
 * The dotted name of a setting in API bodies and in their `errors` member.
 *
 * @returns for instance `privacy_settings.policy_url`
 */
export function toWirePath(field: SettingField): string {
  return settingWirePaths[field].join('.');
}

/**
 * The setting that a dotted wire name stands for.
 *
 * @returns `null` when it is none of ours
 */
export function fromWirePath(path: string): SettingField | null {
  return settingFields.find((field) => toWirePath(field) === path) ?? null;
}

/**
 * The setting that a deep link names by its key alone, for instance `policy_url`.
 *
 * @returns `null` when it is none of ours
 */
export function fromWireKey(key: string): SettingField | null {
  return settingFields.find((field) => settingWirePaths[field][1] === key) ?? null;
}

/**
 * Settings to BigCommerce's object: only the fields that have a value, and no empty group.
 */
export function toWireSettings(settings: CustomerSettings): CustomerSettingsWire {
  const wire: Record<string, Record<string, unknown>> = {};
  for (const field of settingFields) {
    if (settings[field] === undefined) continue;
    const [group, key] = settingWirePaths[field];
    (wire[group] ??= {})[key] = settings[field];
  }
  return wire;
}

/**
 * BigCommerce's object to settings. The object's types must have been checked; fields we do not know are dropped.
 */
export function fromWireSettings(wire: CustomerSettingsWire): CustomerSettings {
  const settings: Record<string, unknown> = {};
  for (const field of settingFields) {
    const [group, key] = settingWirePaths[field];
    const value = (wire[group] as Record<string, unknown> | undefined)?.[key];
    if (value !== undefined && value !== null) settings[field] = value;
  }
  return settings;
}
