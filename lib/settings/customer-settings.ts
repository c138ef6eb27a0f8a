/** The settings of a whole store. An absent field was not in BigCommerce's answer: it is unknown, not off. */
export interface CustomerSettings {
  /** Shoppers are asked before tracking scripts load. */
  trackingConsent?: boolean;
  /** Shoppers are asked on checkout too. */
  trackingConsentOnCheckout?: boolean;
  /** Absolute https address, `""` for none. */
  policyUrl?: string;
  /** The group whose prices and access guests get, `0` for none. */
  guestCustomerGroupId?: number;
  /** The group a new customer joins, `0` for none. */
  defaultCustomerGroupId?: number;
}

export type SettingField = keyof CustomerSettings;

/** Every field, in the order in which people see them. */
export const settingFields = [
  'trackingConsent',
  'trackingConsentOnCheckout',
  'policyUrl',
  'guestCustomerGroupId',
  'defaultCustomerGroupId',
] as const satisfies readonly SettingField[];

/** The fields that name a customer group. */
export const customerGroupFields = [
  'guestCustomerGroupId',
  'defaultCustomerGroupId',
] as const satisfies readonly SettingField[];

/** The group id that means "no group", on every level. */
export const noCustomerGroup = 0;
