import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import {
  getCustomerSettings,
  putCustomerSettings,
  type ReadSettings,
} from '../bigcommerce/customer-settings';
import { AppError } from '../errors';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { fieldsNotStored, presentFields } from '../settings/diff';
import { settingsEtag } from './settings-etag';

export interface SavedCustomerSettings extends ReadSettings {
  etag: string;
  /** Fields that BigCommerce took and then did not keep. */
  notStored: SettingField[];
}

/** An answer that lacks what the store had a moment ago does not tell what the store holds now. */
function isWhole(answered: ReadSettings, before: ReadSettings): boolean {
  return presentFields(before.settings).every((field) => answered.settings[field] !== undefined);
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
  const etag = settingsEtag(before.settings);
  if (!ifMatch.includes(etag))
    throw new AppError('settings_changed', { data: before.wire, headers: { ETag: etag } });
  const answered = await putCustomerSettings(client, access, changes);
  const stored = isWhole(answered, before)
    ? answered
    : await getCustomerSettings(client, access, { fresh: true });
  return {
    ...stored,
    etag: settingsEtag(stored.settings),
    notStored: fieldsNotStored(changes, stored.settings),
  };
}
