/** The kinds of values. */
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

/** Keys of the messages under `settings` for values that cannot be shown as they are. */
export type ValueText = 'on' | 'off' | 'allowed' | 'notAllowed' | 'noUrl';

interface RowOfKind<Kind extends SettingKind> {
  /** The path of the value in BigCommerce's object: a key, or the key of a part and a key in it. */
  wirePath: readonly [partOrKey: string, key?: string];
  kind: Kind;
  /** Whether the store has the setting too, and a storefront without a value of its own inherits it. */
  inheritable: boolean;
  /** The panel of the form that shows it. The panel's heading is the message `settings.<panel>`. */
  panel: SettingPanel;
  /** The initial value for a storefront's own setting where the store has no value. */
  initial: ValueOfKind[Kind];
  /** Its bit in stored sets of fields. It never changes and is never reused for another setting. */
  historyBit: number;
}

interface BooleanRow extends RowOfKind<'boolean'> {
  valueTexts: { true: ValueText; false: ValueText };
}

/** Everything that the app knows about one setting. */
export type SettingRow = BooleanRow | RowOfKind<'url'> | RowOfKind<'customerGroup'>;

const onOrOff = { true: 'on', false: 'off' } as const;

/**
 * Every setting, in the order in which people see them. Lists, types, schemas, mappings and forms are derived from this
 * table. The name of a row is also the key of its messages: `settings.<name>` with a label and help, and
 * `matrix.columns.<name>` with a short label. Wire paths: BigCommerce, Customers V3, "Get customer settings" and "Get
 * customer settings per channel".
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
  /** The address of the privacy policy that shoppers can read before they consent. */
  policyUrl: {
    wirePath: ['privacy_settings', 'policy_url'],
    kind: 'url',
    inheritable: true,
    panel: 'privacy',
    initial: '',
    historyBit: 4,
  },
  /** The group that sets prices and category access for guests. */
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
  /** Customers of all storefronts can sign in on this one. */
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
