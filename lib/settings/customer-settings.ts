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

/**
 * The settings of one storefront. `null` is no value of its own: the store's value holds. An absent field was not in
 * BigCommerce's answer.
 */
export type StorefrontSettings = {
  [Field in SettingField]?: CustomerSettings[Field] | null;
} & {
  /** Customers who may sign in anywhere may sign in here. `null` was never set, and nothing is inherited. */
  allowGlobalLogins?: boolean | null;
};

export type StorefrontField = keyof StorefrontSettings;

/** Settings of either level: a store's are a storefront's that inherits nothing. */
export type AnySettings = CustomerSettings | StorefrontSettings;

/** What a field can hold on either level. */
export type SettingValue = NonNullable<StorefrontSettings[StorefrontField]> | null;

/** Every field of a store, in the order in which people see them. */
export const settingFields = [
  'trackingConsent',
  'trackingConsentOnCheckout',
  'policyUrl',
  'guestCustomerGroupId',
  'defaultCustomerGroupId',
] as const satisfies readonly SettingField[];

/** Every field of a storefront, in the order in which people see them. */
export const storefrontFields = [
  ...settingFields,
  'allowGlobalLogins',
] as const satisfies readonly StorefrontField[];

/** The fields that name a customer group. */
export const customerGroupFields = [
  'guestCustomerGroupId',
  'defaultCustomerGroupId',
] as const satisfies readonly SettingField[];

/** The group id that means "no group", on every level. */
export const noCustomerGroup = 0;

/** Tells the fields that a storefront can inherit from those that it alone has. */
export function isInheritable(field: StorefrontField): field is SettingField {
  return field !== 'allowGlobalLogins';
}
