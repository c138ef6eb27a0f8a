import { z } from 'zod';
import { AppError } from '../errors';
import type { CustomerSettings } from '../settings/customer-settings';
import { applySettings, diffSettings, presentFields } from '../settings/diff';
import { settingTable } from '../settings/fields';
import {
  type CustomerSettingsWire,
  fromWireSettings,
  mergeWire,
  toWireSettings,
  withoutNulls,
} from '../settings/wire';
import { responseSchema } from '../settings/wire-schemas';
import type { BigCommerceClient, Call, StoreAccess } from './client';
import { toReadableSettings } from './readable-settings';
import { settingsEtag } from './settings-etag';
import type { Wish } from './waiting-calls';

const path = '/v3/customers/settings';

const settingsSchema = responseSchema(settingTable);
const envelopeSchema = z.looseObject({ data: settingsSchema, meta: z.looseObject({}).nullish() });

/**
 * An object without the envelope must have one of the parts of the settings, because any object could be empty
 * settings.
 */
const bareSchema = settingsSchema.refine((wire) =>
  Object.values(settingTable).some(({ wirePath }) => wirePath.length > 1 && wire[wirePath[0]] !== undefined),
);

/**
 * A response about settings: as BigCommerce sent it, unknown fields included, and as parsed settings with their tag.
 */
export interface ReadSettings {
  wire: CustomerSettingsWire;
  settings: CustomerSettings;
  etag: string;
}

/**
 * Replaces the settings of a response, in its wire form too.
 *
 * @param settings the settings that replace those of the response
 * @returns the same object where nothing differs
 */
export function withSettings(read: ReadSettings, settings: CustomerSettings): ReadSettings {
  const changed = diffSettings(read.settings, settings);
  if (presentFields(changed).length === 0) return read;
  const corrected = applySettings(read.settings, changed);
  return {
    wire: mergeWire(read.wire, toWireSettings(changed)),
    settings: corrected,
    etag: settingsEtag(corrected),
  };
}

/** Options of a read. */
export interface ReadOptions extends Partial<Wish> {
  /** True where a write depends on the response, so that an earlier read must not be shared. */
  fresh?: boolean;
}

/** The settings of one scope, to be read and written. */
export interface SettingsResource {
  /** @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape */
  get(options?: ReadOptions): Promise<ReadSettings>;
  /**
   * Sends one PUT. Where no response comes, it is not known whether the fields were written.
   *
   * @param changes the fields to write; no others are sent
   * @param onto the object into which `changes` are put before it is sent, where PUT empties members that are not sent
   * @returns the settings of the response, which can lack fields that were not sent
   * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
   */
  put(changes: CustomerSettings, onto?: CustomerSettingsWire): Promise<ReadSettings>;
}

function parseWire(answer: unknown): CustomerSettingsWire {
  const enveloped = envelopeSchema.safeParse(answer);
  if (enveloped.success) return enveloped.data.data;
  // The documentation of PUT has an example without the envelope.
  const bare = bareSchema.safeParse(answer);
  if (!bare.success) throw new AppError('store_unreadable', { cause: new Error('not customer settings') });
  return bare.data;
}

/** Settings that were read from one answer of BigCommerce. */
const readAnswers = new WeakMap<object, ReadSettings>();

function createResource(
  call: (call: Call) => Promise<unknown>,
  resourcePath: string,
  channelId: number | null,
): SettingsResource {
  const parse = (answer: unknown): ReadSettings => {
    const wire = parseWire(toReadableSettings(answer));
    const settings = fromWireSettings(wire, channelId);
    return { wire, settings, etag: settingsEtag(settings) };
  };
  /** Reads that share an answer get the same object. */
  const read = (answer: unknown): ReadSettings => {
    if (typeof answer !== 'object' || answer === null) return parse(answer);
    const settings = readAnswers.get(answer) ?? parse(answer);
    readAnswers.set(answer, settings);
    return settings;
  };
  return {
    get: async (options = {}) => read(await call({ method: 'GET', path: resourcePath, ...options })),
    put: async (changes, onto = {}) => {
      const body = mergeWire(channelId === null ? withoutNulls(onto) : onto, toWireSettings(changes));
      return read(await call({ method: 'PUT', path: resourcePath, body, once: true }));
    },
  };
}

/**
 * Makes the resource of the settings of a whole store. Source: BigCommerce, Customers V3, "Get customer settings" and
 * "Update customer settings".
 */
export function storeSettings(client: BigCommerceClient, access: StoreAccess): SettingsResource {
  return createResource((call) => client.call(access, call), path, null);
}

/**
 * Makes the resource of the settings of one storefront; both methods throw `channel_not_found`, too. Source:
 * BigCommerce, Customers V3, "Get customer settings per channel" and "Update customer settings per channel".
 *
 * @param channelId a positive integer
 */
export function storefrontSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  channelId: number,
): SettingsResource {
  // 404: the channel was deleted, never existed, or belongs to another store.
  const call = (made: Call) => client.call(access, { ...made, whenMissing: 'channel_not_found' });
  return createResource(call, `${path}/channels/${channelId}`, channelId);
}
