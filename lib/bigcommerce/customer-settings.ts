import { z } from 'zod';
import { AppError } from '../errors';
import type { AnySettings, CustomerSettings, StorefrontSettings } from '../settings/customer-settings';
import { applySettings, diffSettings, presentFields } from '../settings/diff';
import type { BigCommerceClient, Call, StoreAccess } from './client';
import {
  type CustomerSettingsWire,
  fromWireStorefrontSettings,
  fromWireStoreSettings,
  toWireSettings,
} from './customer-settings-wire';
import { settingsEtag } from './settings-etag';

const path = '/v3/customers/settings';

const flag = z.boolean().nullish();
const groupId = z.int().nullish();

/** Further fields pass through: BigCommerce may add some, and our readers may want them. */
const settingsSchema = z.looseObject({
  privacy_settings: z
    .looseObject({
      ask_shopper_for_tracking_consent: flag,
      ask_shopper_for_tracking_consent_on_checkout: flag,
      policy_url: z.string().nullish(),
    })
    .nullish(),
  customer_group_settings: z
    .looseObject({ guest_customer_group_id: groupId, default_customer_group_id: groupId })
    .nullish(),
  allow_global_logins: flag,
});

const envelopeSchema = z.looseObject({ data: settingsSchema, meta: z.looseObject({}).nullish() });

/** An answer twice: as BigCommerce wrote it, with fields that we do not know, and as settings with their tag. */
export interface ReadSettings<S extends AnySettings = CustomerSettings> {
  wire: CustomerSettingsWire;
  settings: S;
  etag: string;
}

/** The keys of BigCommerce's object that hold further keys. */
const parts = ['privacy_settings', 'customer_group_settings'] as const;

function mergeWire(wire: CustomerSettingsWire, changed: CustomerSettingsWire): CustomerSettingsWire {
  const merged: CustomerSettingsWire = { ...wire, ...changed };
  for (const part of parts) if (changed[part]) merged[part] = { ...wire[part], ...changed[part] };
  return merged;
}

/**
 * An answer with other values in it.
 *
 * @param settings what the settings are
 * @returns the same answer where it says so already
 */
export function withSettings<S extends AnySettings>(read: ReadSettings<S>, settings: S): ReadSettings<S> {
  const changed = diffSettings(read.settings, settings);
  if (presentFields(changed).length === 0) return read;
  const corrected = applySettings(read.settings, changed);
  return {
    wire: mergeWire(read.wire, toWireSettings(changed)),
    settings: corrected,
    etag: settingsEtag(corrected),
  };
}

/** How a read is to be made. */
export interface ReadOptions extends Pick<Call, 'background' | 'onBegin'> {
  /** True when a write depends on the answer, so that no earlier read may stand in for it. */
  fresh?: boolean;
}

/** The settings of one level of one store, to be read and written. */
export interface SettingsResource<S extends AnySettings> {
  /** @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape */
  get(options?: ReadOptions): Promise<ReadSettings<S>>;
  /**
   * Writes once: an answer that does not come leaves open whether the fields were written.
   *
   * @param changes the fields to write; no others are sent
   * @param onto the whole object to send with `changes` in it, where members that are not sent would be emptied
   * @returns what BigCommerce says it stored, which can lack fields that were not sent
   * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
   */
  put(changes: S, onto?: CustomerSettingsWire): Promise<ReadSettings<S>>;
}

function parseBare(answer: unknown) {
  const named = z.union([
    settingsSchema.required({ privacy_settings: true }),
    settingsSchema.required({ customer_group_settings: true }),
  ]);
  return named.safeParse(answer);
}

function parseWire(answer: unknown): CustomerSettingsWire {
  const enveloped = envelopeSchema.safeParse(answer);
  // A documented example of the PUT shows the object without its envelope.
  const bare = enveloped.success ? { success: true as const, data: enveloped.data.data } : parseBare(answer);
  if (!bare.success) throw new AppError('store_unreadable', { cause: new Error('not customer settings') });
  return bare.data as CustomerSettingsWire;
}

function createResource<S extends AnySettings>(
  call: (call: Call) => Promise<unknown>,
  resourcePath: string,
  fromWire: (wire: CustomerSettingsWire) => S,
  toWhole: (wire: CustomerSettingsWire) => CustomerSettingsWire = (wire) => wire,
): SettingsResource<S> {
  const read = (answer: unknown): ReadSettings<S> => {
    const wire = parseWire(answer);
    const settings = fromWire(wire);
    return { wire, settings, etag: settingsEtag(settings) };
  };
  return {
    get: async (options = {}) => read(await call({ method: 'GET', path: resourcePath, ...options })),
    put: async (changes, onto = {}) => {
      const body = mergeWire(toWhole(onto), toWireSettings(changes));
      return read(await call({ method: 'PUT', path: resourcePath, body, once: true }));
    },
  };
}

/** A store's settings inherit nothing: BigCommerce refuses `null` there, though answers may hold it. */
function withoutNulls(wire: CustomerSettingsWire): CustomerSettingsWire {
  const held = (part: object) =>
    Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));
  const whole: Record<string, unknown> = held(wire);
  for (const part of parts) if (wire[part]) whole[part] = held(wire[part]);
  return whole;
}

/**
 * The settings of a whole store. Source: BigCommerce, Customers V3, "Get customer settings" and "Update customer
 * settings".
 */
export function storeSettings(
  client: BigCommerceClient,
  access: StoreAccess,
): SettingsResource<CustomerSettings> {
  return createResource((call) => client.call(access, call), path, fromWireStoreSettings, withoutNulls);
}

/**
 * The settings of one storefront; both verbs throw `channel_not_found`, too. Source: BigCommerce, Customers V3, "Get
 * customer settings per channel" and "Update customer settings per channel".
 *
 * @param channelId a positive integer
 */
export function storefrontSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  channelId: number,
): SettingsResource<StorefrontSettings> {
  // 404: the channel is gone, was never there, or is another store's.
  const call = (made: Call) => client.call(access, { ...made, whenMissing: 'channel_not_found' });
  return createResource(call, `${path}/channels/${channelId}`, fromWireStorefrontSettings);
}
