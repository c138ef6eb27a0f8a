import { z } from 'zod';
import { AppError } from '../errors';
import type { CustomerSettings } from '../settings/customer-settings';
import type { BigCommerceClient, StoreAccess } from './client';
import { type CustomerSettingsWire, fromWireSettings, toWireSettings } from './customer-settings-wire';

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
});

const envelopeSchema = z.looseObject({ data: settingsSchema, meta: z.looseObject({}).nullish() });

/** An answer twice: as BigCommerce wrote it, with fields that we do not know, and as settings. */
export interface ReadSettings {
  wire: CustomerSettingsWire;
  settings: CustomerSettings;
}

function parseSettings(answer: unknown): ReadSettings {
  const enveloped = envelopeSchema.safeParse(answer);
  // A documented example of the PUT shows the object without its envelope.
  const bare = enveloped.success ? { success: true as const, data: enveloped.data.data } : parseBare(answer);
  if (!bare.success) throw new AppError('store_unreadable', { cause: new Error('not customer settings') });
  const wire = bare.data as CustomerSettingsWire;
  return { wire, settings: fromWireSettings(wire) };
}

function parseBare(answer: unknown) {
  const named = z.union([
    settingsSchema.required({ privacy_settings: true }),
    settingsSchema.required({ customer_group_settings: true }),
  ]);
  return named.safeParse(answer);
}

/**
 * Reads the settings of a store. Source: BigCommerce, Customers V3, "Get customer settings".
 *
 * @param fresh true when a write depends on the answer, so that no earlier read may stand in for it
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function getCustomerSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  { fresh = false } = {},
): Promise<ReadSettings> {
  return parseSettings(await client.call(access, { method: 'GET', path, fresh }));
}

/**
 * Writes the given fields and no others, once: an answer that does not come leaves open whether they were written. Source: BigCommerce, Customers V3, "Update customer settings".
 *
 * @param changes the fields to write
 * @returns what BigCommerce says it stored, which can lack fields that were not sent
 * @throws {AppError} the codes of {@link BigCommerceClient.call}, `store_unreadable` for another shape
 */
export async function putCustomerSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  changes: CustomerSettings,
): Promise<ReadSettings> {
  const body = toWireSettings(changes);
  return parseSettings(await client.call(access, { method: 'PUT', path, body, once: true }));
}
