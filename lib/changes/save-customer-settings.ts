import { setTimeout as wait } from 'node:timers/promises';
import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import {
  getCustomerSettings,
  putCustomerSettings,
  type ReadSettings,
} from '../bigcommerce/customer-settings';
import { backOffMs, standardRetryPolicy } from '../bigcommerce/retry';
import { AppError, type ErrorCode } from '../errors';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { fieldsNotStored, presentFields } from '../settings/diff';
import { settingsEtag } from './settings-etag';

export interface SavedCustomerSettings extends ReadSettings {
  etag: string;
  /** Fields that BigCommerce took and then did not keep. */
  notStored: SettingField[];
}

/** After these nobody knows whether BigCommerce wrote. */
const unclear: ReadonlySet<ErrorCode> = new Set([
  'store_failed',
  'store_unavailable',
  'store_timeout',
  'store_unreadable',
]);

/** Writes after the first, each of them only where the one before demonstrably did not happen. */
const furtherWrites = 2;

/** An answer that lacks what the store had a moment ago does not tell what the store holds now. */
function isWhole(answered: ReadSettings, before: ReadSettings): boolean {
  return presentFields(before.settings).every((field) => answered.settings[field] !== undefined);
}

function settingsChanged({ wire, settings }: ReadSettings): AppError {
  return new AppError('settings_changed', { data: wire, headers: { ETag: settingsEtag(settings) } });
}

/**
 * Writes until it is known to have happened. A write whose answer got lost is looked up first: repeating it blindly
 * could write over what somebody else saved in between.
 */
async function writeSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  changes: CustomerSettings,
  before: ReadSettings,
): Promise<ReadSettings> {
  for (let tries = 1; ; tries++) {
    try {
      const answered = await putCustomerSettings(client, access, changes);
      return isWhole(answered, before)
        ? answered
        : await getCustomerSettings(client, access, { fresh: true });
    } catch (error) {
      if (!(error instanceof AppError) || !unclear.has(error.code)) throw error;
      const current = await getCustomerSettings(client, access, { fresh: true });
      if (fieldsNotStored(changes, current.settings).length === 0) return current;
      if (settingsEtag(current.settings) !== settingsEtag(before.settings)) throw settingsChanged(current);
      if (tries > furtherWrites) throw error;
      await wait(backOffMs(standardRetryPolicy, tries, Math.random()));
    }
  }
}

/**
 * Saves changed settings of a store, unless somebody else changed them since they were read.
 *
 * @param changes the fields to write, validated
 * @param ifMatch the entity tags that the person's view was based on
 * @returns what the store holds now
 * @throws {AppError} `settings_changed`, with the current settings and their tag and nothing written; the codes
 *   of BigCommerce's answers
 */
export async function saveCustomerSettings(
  client: BigCommerceClient,
  access: StoreAccess,
  changes: CustomerSettings,
  ifMatch: readonly string[],
): Promise<SavedCustomerSettings> {
  const before = await getCustomerSettings(client, access, { fresh: true });
  if (!ifMatch.includes(settingsEtag(before.settings))) throw settingsChanged(before);
  const stored = await writeSettings(client, access, changes, before);
  return {
    ...stored,
    etag: settingsEtag(stored.settings),
    notStored: fieldsNotStored(changes, stored.settings),
  };
}
