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

/** Any object can be settings without a value: one without an envelope has to name a part of them. */
const bareSchema = settingsSchema.refine((wire) =>
  Object.values(settingTable).some(({ wirePath }) => wirePath.length > 1 && wire[wirePath[0]] !== undefined),
);

/** An answer twice: as BigCommerce wrote it, with fields that we do not know, and as settings with their tag. */
export interface ReadSettings {
  wire: CustomerSettingsWire;
  settings: CustomerSettings;
  etag: string;
}

/**
 * An answer with other values in it.
 *
 * @param settings what the settings are
 * @returns the same answer where it says so already
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

/** How a read is to be made. */
export interface ReadOptions extends Partial<Wish> {
  /** True when a write depends on the answer, so that no earlier read may stand in for it. */
  fresh?: boolean;
}

/** The settings of one level of one store, to be read and written. */
export interface SettingsResource {
  /** @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape */
  get(options?: ReadOptions): Promise<ReadSettings>;
  /**
   * Writes once: an answer that does not come leaves open whether the fields were written.
   *
   * @param changes the fields to write; no others are sent
   * @param onto the whole object to send with `changes` in it, where members that are not sent would be emptied
   * @returns what BigCommerce says it stored, which can lack fields that were not sent
   * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
   */
  put(changes: CustomerSettings, onto?: CustomerSettingsWire): Promise<ReadSettings>;
}

function parseWire(answer: unknown): CustomerSettingsWire {
  const enveloped = envelopeSchema.safeParse(answer);
  if (enveloped.success) return enveloped.data.data;
  // A documented example of the PUT shows the object without its envelope.
  const bare = bareSchema.safeParse(answer);
  if (!bare.success) throw new AppError('store_unreadable', { cause: new Error('not customer settings') });
  return bare.data;
}

/** What was read from an answer of BigCommerce, for as long as it is held. */
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
 * The settings of a whole store. Source: BigCommerce, Customers V3, "Get customer settings" and "Update customer
 * settings".
 */
export function storeSettings(client: BigCommerceClient, access: StoreAccess): SettingsResource {
  return createResource((call) => client.call(access, call), path, null);
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
): SettingsResource {
  // 404: the channel is gone, was never there, or is another store's.
  const call = (made: Call) => client.call(access, { ...made, whenMissing: 'channel_not_found' });
  return createResource(call, `${path}/channels/${channelId}`, channelId);
}
