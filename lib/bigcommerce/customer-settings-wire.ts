import {
  type AnySettings,
  type CustomerSettings,
  settingFields,
  storefrontFields,
  type StorefrontField,
  type StorefrontSettings,
} from '../settings/customer-settings';
import { pickFields } from '../settings/diff';

/**
 * Customer settings as BigCommerce writes them, each part optional: a request sends any subset, and an answer
 * may lack what the store does not have. `null` stands on a storefront only and means "no value of its own".
 * Source: BigCommerce, Customers V3, "Get customer settings" and "Get customer settings per channel".
 */
export interface CustomerSettingsWire {
  privacy_settings?: {
    ask_shopper_for_tracking_consent?: boolean | null;
    ask_shopper_for_tracking_consent_on_checkout?: boolean | null;
    policy_url?: string | null;
  };
  customer_group_settings?: {
    guest_customer_group_id?: number | null;
    default_customer_group_id?: number | null;
  };
  allow_global_logins?: boolean | null;
}

/** Where each setting stands in BigCommerce's object. */
export const settingWirePaths = {
  trackingConsent: ['privacy_settings', 'ask_shopper_for_tracking_consent'],
  trackingConsentOnCheckout: ['privacy_settings', 'ask_shopper_for_tracking_consent_on_checkout'],
  policyUrl: ['privacy_settings', 'policy_url'],
  guestCustomerGroupId: ['customer_group_settings', 'guest_customer_group_id'],
  defaultCustomerGroupId: ['customer_group_settings', 'default_customer_group_id'],
  allowGlobalLogins: ['allow_global_logins'],
} as const satisfies Record<StorefrontField, readonly [string, string?]>;

/**
 * The dotted name of a setting in API bodies and in their `errors` member.
 *
 * @returns for instance `privacy_settings.policy_url`
 */
export function toWirePath(field: StorefrontField): string {
  return settingWirePaths[field].join('.');
}

/**
 * The setting that a dotted wire name stands for.
 *
 * @returns `null` when it is none of ours
 */
export function fromWirePath(path: string): StorefrontField | null {
  return storefrontFields.find((field) => toWirePath(field) === path) ?? null;
}

/**
 * The setting that a deep link names by its key alone, for instance `policy_url`.
 *
 * @returns `null` when it is none of ours
 */
export function fromWireKey(key: string): StorefrontField | null {
  return storefrontFields.find((field) => settingWirePaths[field].at(-1) === key) ?? null;
}

/**
 * Settings to BigCommerce's object: only the fields that have a value, `null` included, and no empty part.
 */
export function toWireSettings(settings: AnySettings): CustomerSettingsWire {
  const known: StorefrontSettings = settings;
  const wire: Record<string, unknown> = {};
  for (const field of storefrontFields) {
    if (known[field] === undefined) continue;
    const [part, key] = settingWirePaths[field];
    if (key === undefined) wire[part] = known[field];
    else wire[part] = { ...(wire[part] as object | undefined), [key]: known[field] };
  }
  return wire;
}

function valueIn(wire: CustomerSettingsWire, field: StorefrontField): unknown {
  const [part, key] = settingWirePaths[field];
  const found: unknown = wire[part];
  return key === undefined ? found : (found as Record<string, unknown> | null | undefined)?.[key];
}

/**
 * BigCommerce's object to a storefront's settings. The object's types must have been checked; fields that we do not
 * know are dropped.
 */
export function fromWireStorefrontSettings(wire: CustomerSettingsWire): StorefrontSettings {
  const settings: Record<string, unknown> = {};
  for (const field of storefrontFields) {
    const value = valueIn(wire, field);
    if (value !== undefined) settings[field] = value;
  }
  return settings;
}

/**
 * The same to a store's settings as they are compared: `null` is kept, because a value that stood there before may
 * have become `null`.
 */
export function fromWireStoreSettings(wire: CustomerSettingsWire): CustomerSettings {
  const settings = fromWireStorefrontSettings(wire) as CustomerSettings;
  return pickFields(settings, (field) => settingFields.includes(field));
}

/** The same to a store's settings as people see them, which have nothing to inherit from: `null` is as good as absent. */
export function fromWireSettings(wire: CustomerSettingsWire): CustomerSettings {
  const settings: StorefrontSettings = fromWireStoreSettings(wire);
  return pickFields(settings, (field) => settings[field] !== null) as CustomerSettings;
}
