/** What the values of a setting are made of. */
export interface ValueOfKind {
  boolean: boolean;
  /** Absolute https address, `""` for none. */
  url: string;
  /** The id of a customer group, {@link noCustomerGroup} for none. */
  customerGroup: number;
}

export type SettingKind = keyof ValueOfKind;

/** The group id that means "no group", on every level. */
export const noCustomerGroup = 0;

export type SettingPanel = 'privacy' | 'customerGroups' | 'signIn';

/** The texts of values that do not say themselves: messages under `settings`. */
export type ValueText = 'on' | 'off' | 'allowed' | 'notAllowed' | 'noUrl';

interface RowOfKind<Kind extends SettingKind> {
  /** Where the value stands in BigCommerce's object: under a key, or in a part of it under a key. */
  wirePath: readonly [partOrKey: string, key?: string];
  kind: Kind;
  /** Whether the store has it too, and a storefront follows the store as long as it has no value of its own. */
  inheritable: boolean;
  /** The part of the form in which it stands. Its heading is the message `settings.<panel>`. */
  panel: SettingPanel;
  /** What a storefront's own value starts with where the store has none to start from. */
  initial: ValueOfKind[Kind];
  /** Its bit in a stored set of fields. It must never change, nor be used again for another setting. */
  historyBit: number;
}

interface BooleanRow extends RowOfKind<'boolean'> {
  valueTexts: { true: ValueText; false: ValueText };
}

/** All that the app has to know about one setting. */
export type SettingRow = BooleanRow | RowOfKind<'url'> | RowOfKind<'customerGroup'>;

const onOrOff = { true: 'on', false: 'off' } as const;

/**
 * Every setting, in the order in which people see them. Lists, types, schemas, mappings and forms are derived from
 * this table. The name of a row is the key of its texts too: `settings.<name>` with a label and help, and a short label
 * `matrix.columns.<name>`. Wire paths: BigCommerce, Customers V3, "Get customer settings" and "Get customer settings
 * per channel".
 */
export const settingTable = {
  /** Shoppers are asked before tracking scripts load. */
  trackingConsent: {
    wirePath: ['privacy_settings', 'ask_shopper_for_tracking_consent'],
    kind: 'boolean',
    inheritable: true,
    panel: 'privacy',
    initial: false,
    historyBit: 1,
    valueTexts: onOrOff,
  },
  /** Shoppers are asked on checkout too. */
  trackingConsentOnCheckout: {
    wirePath: ['privacy_settings', 'ask_shopper_for_tracking_consent_on_checkout'],
    kind: 'boolean',
    inheritable: true,
    panel: 'privacy',
    initial: false,
    historyBit: 2,
    valueTexts: onOrOff,
  },
  /** The page about privacy that shoppers read before they choose. */
  policyUrl: {
    wirePath: ['privacy_settings', 'policy_url'],
    kind: 'url',
    inheritable: true,
    panel: 'privacy',
    initial: '',
    historyBit: 4,
  },
  /** The group whose prices and access guests get. */
  guestCustomerGroupId: {
    wirePath: ['customer_group_settings', 'guest_customer_group_id'],
    kind: 'customerGroup',
    inheritable: true,
    panel: 'customerGroups',
    initial: noCustomerGroup,
    historyBit: 8,
  },
  /** The group a new customer joins. */
  defaultCustomerGroupId: {
    wirePath: ['customer_group_settings', 'default_customer_group_id'],
    kind: 'customerGroup',
    inheritable: true,
    panel: 'customerGroups',
    initial: noCustomerGroup,
    historyBit: 16,
  },
  /** Customers who may sign in anywhere may sign in here. */
  allowGlobalLogins: {
    wirePath: ['allow_global_logins'],
    kind: 'boolean',
    inheritable: false,
    panel: 'signIn',
    initial: true,
    historyBit: 32,
    valueTexts: { true: 'allowed', false: 'notAllowed' },
  },
} as const satisfies Readonly<Record<string, SettingRow>>;
