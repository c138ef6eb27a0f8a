import { isObject, withValueAt, type JsonObject } from './json.ts';

/** The customer settings of a whole store as BigCommerce writes them; it sends and stores every field. */
export interface StoreSettingsWire {
  privacy_settings: {
    ask_shopper_for_tracking_consent: boolean;
    policy_url: string;
    ask_shopper_for_tracking_consent_on_checkout: boolean;
  };
  customer_group_settings: {
    guest_customer_group_id: number;
    default_customer_group_id: number;
  };
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

/** The same for one channel: `null` is "no override". */
export interface ChannelSettingsWire {
  privacy_settings: Nullable<StoreSettingsWire['privacy_settings']>;
  customer_group_settings: Nullable<StoreSettingsWire['customer_group_settings']>;
  allow_global_logins: boolean | null;
}

type FieldKind = 'boolean' | 'url' | 'group';

export const GLOBAL_FIELDS: Readonly<Record<string, FieldKind>> = {
  'privacy_settings.ask_shopper_for_tracking_consent': 'boolean',
  'privacy_settings.policy_url': 'url',
  'privacy_settings.ask_shopper_for_tracking_consent_on_checkout': 'boolean',
  'customer_group_settings.guest_customer_group_id': 'group',
  'customer_group_settings.default_customer_group_id': 'group',
};

export const CHANNEL_FIELDS: Readonly<Record<string, FieldKind>> = {
  ...GLOBAL_FIELDS,
  allow_global_logins: 'boolean',
};

export const CONSENT_ON_CHECKOUT = 'privacy_settings.ask_shopper_for_tracking_consent_on_checkout';

export function emptyStoreSettings(): StoreSettingsWire {
  return {
    privacy_settings: {
      ask_shopper_for_tracking_consent: false,
      policy_url: '',
      ask_shopper_for_tracking_consent_on_checkout: false,
    },
    customer_group_settings: { guest_customer_group_id: 0, default_customer_group_id: 0 },
  };
}

export function emptyChannelSettings(): ChannelSettingsWire {
  return {
    privacy_settings: {
      ask_shopper_for_tracking_consent: null,
      policy_url: null,
      ask_shopper_for_tracking_consent_on_checkout: null,
    },
    customer_group_settings: { guest_customer_group_id: null, default_customer_group_id: null },
    allow_global_logins: null,
  };
}

/** Known fields that a body names, by their dotted wire path. Unknown ones are passed over, as BigCommerce does. */
export function fieldsOf(body: JsonObject, known: Readonly<Record<string, FieldKind>>): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const path of Object.keys(known)) {
    const [section = '', name] = path.split('.');
    const holder = name === undefined ? body : body[section];
    const key = name ?? section;
    if (isObject(holder) && key in holder) fields.set(path, holder[key]);
  }
  return fields;
}

/** The values that a replacing PUT stores for members that it is not sent, as JSON. */
export const PUT_FILLS = ['null', '0', 'false', '""'] as const;
export type PutFill = (typeof PUT_FILLS)[number];

const FILLED_KIND: Record<PutFill, FieldKind | null> = {
  null: null,
  '0': 'group',
  false: 'boolean',
  '""': 'url',
};

/** A body with all members that are missing: the fill where the field's type allows it, and `null` elsewhere. */
export function filledBody(
  body: JsonObject,
  known: Readonly<Record<string, FieldKind>>,
  fill: PutFill,
): JsonObject {
  const sent = fieldsOf(body, known);
  const missing = Object.entries(known).filter(([path]) => !sent.has(path));
  return missing.reduce((filled, [path, kind]) => {
    const value: unknown = FILLED_KIND[fill] === kind ? JSON.parse(fill) : null;
    return withValueAt(filled, path, value);
  }, body);
}

export interface FieldRules {
  nullable: boolean;
  /** Where given, a group id has to be in it. */
  groupIds: ReadonlySet<number> | null;
}

/** The faults of the body, by field; empty where there are none. */
export function faultsOfSettings(
  body: JsonObject,
  known: Readonly<Record<string, FieldKind>>,
  rules: FieldRules,
): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const section of ['privacy_settings', 'customer_group_settings']) {
    if (section in body && !isObject(body[section])) faults[section] = 'error.expected.jsobject';
  }
  for (const [path, value] of fieldsOf(body, known)) {
    const fault = faultOfValue(value, known[path], rules);
    if (fault !== null) faults[path] = fault;
  }
  return faults;
}

function faultOfValue(value: unknown, kind: FieldKind | undefined, rules: FieldRules): string | null {
  if (value === null) return rules.nullable ? null : 'must not be null';
  if (kind === 'boolean') return typeof value === 'boolean' ? null : 'error.expected.jsboolean';
  if (kind === 'url') return faultOfUrl(value);
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'error.expected.jsinteger';
  if (value < 0) return 'must be greater than or equal to 0';
  const unknownGroup = value !== 0 && rules.groupIds !== null && !rules.groupIds.has(value);
  return unknownGroup ? `Customer group with ID ${value} does not exist` : null;
}

function faultOfUrl(value: unknown): string | null {
  if (typeof value !== 'string') return 'error.expected.jsstring';
  if (value === '') return null;
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) ? null : 'Invalid URL';
}
