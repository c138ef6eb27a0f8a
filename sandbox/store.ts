import { randomUUID } from 'node:crypto';
import type { AppRegistration } from './app-registration.ts';
import {
  CHANNEL_FIELDS,
  GLOBAL_FIELDS,
  emptyChannelSettings,
  emptyStoreSettings,
  fieldsOf,
  filledBody,
  type ChannelSettingsWire,
  type StoreSettingsWire,
  type PutFill,
} from './settings-wire.ts';
import { valueAt, withValueAt, type JsonObject } from './json.ts';
import { RateLimit } from './rate-limit.ts';
import { type ReadConditions, SettingsHistory } from './settings-history.ts';
import { StoreTraffic } from './store-traffic.ts';
import type {
  Channel,
  ChannelCurrencies,
  CustomerGroup,
  Hook,
  Installation,
  Site,
  StoreLocation,
  User,
} from './store-parts.ts';

/** Where BigCommerce's behaviour is not documented, or differs between stores, a test chooses. */
export interface StoreOptions extends ReadConditions {
  /** Refuse a group id that no group has. */
  validateGroups: boolean;
  /** Leave `ask_shopper_for_tracking_consent_on_checkout` out of every answer. */
  omitConsentOnCheckout: boolean;
  /** Further fields, by dotted path, that answers of the settings carry. */
  extraFields: Record<string, unknown>;
  /** Answer a PUT of the settings with the bare object. */
  putWithoutEnvelope: boolean;
  /** How an empty page of customer groups is answered. */
  emptyGroupsPage: 204 | 200;
  /** The most entries on a page of any list, whatever was asked for; `null` for BigCommerce's own limit. */
  pageCap: number | null;
  /** Leave out of lists how many entries and pages there are. */
  omitTotals: boolean;
  /** Concurrent reads of the customer groups before a 429 without headers. */
  groupReadsAtOnce: number;
  /** The values that a PUT of the settings stores for members that it is not sent; `null` where PUT merges. */
  putFill: PutFill | null;
  /** The groups that V2 flags as the ones of guests and new customers, 0 for none; `null` where the settings decide. */
  groupFlags: { guests: number; newCustomers: number } | null;
  /** Fields, by dotted path, that a PUT sets as well: by the path of the field that is sent. */
  coupledFields: Record<string, Record<string, unknown>>;
}

export interface StoreSeed {
  hash: string;
  name: string;
  /** BigCommerce's numeric id of the store. */
  id?: string;
  plan?: 'Standard' | 'Plus' | 'Pro' | 'Enterprise';
  users: User[];
  channels: Channel[];
  groups?: CustomerGroup[];
  settings?: StoreSettingsWire;
  channelSettings?: Record<number, ChannelSettingsWire>;
  location?: StoreLocation;
  sites?: Site[];
  currencies?: ChannelCurrencies[];
  /** The default language of shoppers by channel; `en` for others. */
  languages?: Record<number, string>;
  options?: Partial<StoreOptions>;
}

type SettingsTopic = 'customerPrivacy' | 'defaultCustomerGroup';
export type AnnounceChange = (store: Store, channelId: number, topic: SettingsTopic) => void;

/** One store, all of it mutable: what a test changes here is what the app reads next. */
export class Store {
  readonly hash: string;
  readonly id: string;
  readonly accountUuid = randomUUID();
  name: string;
  plan: string;
  users: User[];
  channels: Channel[];
  groups: CustomerGroup[];
  settings: StoreSettingsWire;
  channelSettings: Map<number, ChannelSettingsWire>;
  location: StoreLocation;
  sites: Site[];
  currencies: ChannelCurrencies[];
  languages: Map<number, string>;
  hooks: Hook[] = [];
  installation: Installation | null = null;
  options: StoreOptions;
  rateLimit: RateLimit;
  readonly traffic = new StoreTraffic();
  readonly #history: SettingsHistory;
  #announce: AnnounceChange;

  constructor(seed: StoreSeed, announce: AnnounceChange, now: () => number) {
    this.#history = new SettingsHistory(now);
    this.hash = seed.hash;
    this.name = seed.name;
    this.id = seed.id ?? String(1_000_000 + Buffer.from(seed.hash).readUIntBE(0, 2));
    this.plan = seed.plan ?? 'Standard';
    this.users = seed.users;
    this.channels = seed.channels;
    this.groups = seed.groups ?? [];
    this.settings = seed.settings ?? emptyStoreSettings();
    this.channelSettings = new Map(
      Object.entries(seed.channelSettings ?? {}).map(([id, settings]) => [Number(id), settings]),
    );
    this.location = seed.location ?? { country: 'United States', country_code: 'US', currency: 'USD' };
    this.sites = seed.sites ?? [];
    this.currencies = seed.currencies ?? [];
    this.languages = new Map(Object.entries(seed.languages ?? {}).map(([id, tag]) => [Number(id), tag]));
    this.options = { ...defaultStoreOptions(), ...seed.options };
    this.rateLimit = new RateLimit(this.plan === 'Pro' ? 450 : 150);
    this.#announce = announce;
  }

  get context(): string {
    return `stores/${this.hash}`;
  }

  get owner(): User {
    const owner = this.users.find((user) => user.role === 'owner');
    if (owner === undefined) throw new Error(`Store ${this.hash} has no owner`);
    return owner;
  }

  user(id: number): User {
    const user = this.users.find((candidate) => candidate.id === id);
    if (user === undefined) throw new Error(`Store ${this.hash} has no user ${id}`);
    return user;
  }

  channel(id: number): Channel | undefined {
    return this.channels.find((channel) => channel.id === id);
  }

  settingsOfChannel(id: number): ChannelSettingsWire {
    return this.channelSettings.get(id) ?? emptyChannelSettings();
  }

  /** The settings of the whole store that a read returns, which can be older than the current ones. */
  readSettings(): StoreSettingsWire {
    return this.#history.read(null, this.settings, this.options);
  }

  /** The same for one storefront. */
  readSettingsOfChannel(id: number): ChannelSettingsWire {
    return this.#history.read(id, this.settingsOfChannel(id), this.options);
  }

  /** The settings of a scope at each time since a moment, oldest first; `null` for the whole store. */
  settingsSince(channelId: number | null, at: number): (StoreSettingsWire | ChannelSettingsWire)[] {
    const current = channelId === null ? this.settings : this.settingsOfChannel(channelId);
    return this.#history.since<StoreSettingsWire | ChannelSettingsWire>(channelId, current, at);
  }

  /** The result of a PUT: the fields that it is sent, and side effects of this store. */
  fieldsOfPut(body: JsonObject, known: typeof GLOBAL_FIELDS): JsonObject {
    const { putFill, coupledFields } = this.options;
    let written = putFill === null ? body : filledBody(body, known, putFill);
    for (const path of fieldsOf(body, known).keys())
      for (const [coupled, value] of Object.entries(coupledFields[path] ?? {}))
        written = withValueAt(written, coupled, value);
    return written;
  }

  /** Writes the named fields of the whole store and calls the subscribed webhooks. */
  changeSettings(fields: JsonObject): void {
    const before = this.settings;
    this.settings = withFields(before, fields, GLOBAL_FIELDS);
    this.#history.add(null, before);
    this.#announceDifference(before, this.settings, 1);
  }

  /** The same for one storefront, where `null` deletes the override. */
  changeChannelSettings(channelId: number, fields: JsonObject): void {
    const before = this.settingsOfChannel(channelId);
    const after = withFields(before, fields, CHANNEL_FIELDS);
    this.channelSettings.set(channelId, after);
    this.#history.add(channelId, before);
    this.#announceDifference(before, after, channelId);
  }

  deleteGroup(id: number): void {
    this.groups = this.groups.filter((group) => group.id !== id);
  }

  /** Ends the token, as a change of the owner's e-mail does. */
  changeOwnerEmail(email: string): void {
    this.owner.email = email;
  }

  revokeToken(): void {
    if (this.installation !== null) this.installation.tokenAlive = false;
  }

  /** BigCommerce's tokens do not expire by themselves: to the app it looks the same as a revoked one. */
  expireToken(): void {
    this.revokeToken();
  }

  /** Whether opening the app shows the consent screen first. */
  needsConsent(app: AppRegistration): boolean {
    return this.installation !== null && !isTokenGood(this.installation, this, app);
  }

  acceptsToken(token: string | undefined, app: AppRegistration): boolean {
    const { installation } = this;
    return (
      installation !== null && token === installation.accessToken && isTokenGood(installation, this, app)
    );
  }

  #announceDifference(before: object, after: object, channelId: number): void {
    const differs = (path: string): boolean =>
      JSON.stringify(valueAt(before, path)) !== JSON.stringify(valueAt(after, path));
    if (differs('privacy_settings')) this.#announce(this, channelId, 'customerPrivacy');
    if (differs('customer_group_settings.default_customer_group_id')) {
      this.#announce(this, channelId, 'defaultCustomerGroup');
    }
  }
}

function isTokenGood(installation: Installation, store: Store, app: AppRegistration): boolean {
  return (
    installation.tokenAlive &&
    installation.ownerEmail === store.owner.email &&
    sameScopes(installation.askedScopes, app.scopes)
  );
}

function sameScopes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((scope) => other.includes(scope));
}

function withFields<T extends object>(settings: T, body: JsonObject, known: typeof GLOBAL_FIELDS): T {
  let changed: JsonObject = Object.fromEntries(Object.entries(settings));
  for (const [path, value] of fieldsOf(body, known)) changed = withValueAt(changed, path, value);
  return changed as T;
}

function defaultStoreOptions(): StoreOptions {
  return {
    validateGroups: false,
    omitConsentOnCheckout: false,
    extraFields: {},
    putWithoutEnvelope: false,
    emptyGroupsPage: 204,
    pageCap: null,
    omitTotals: false,
    groupReadsAtOnce: 40,
    staleReadMs: [0, 0],
    replicaLagMs: 0,
    putFill: null,
    groupFlags: null,
    coupledFields: {},
  };
}
