import { setTimeout as wait } from 'node:timers/promises';
import type { ReadSettings, SettingsResource } from '../bigcommerce/customer-settings';
import { backOffMs, standardRetryPolicy } from '../bigcommerce/retry';
import { AppError, type ErrorCode } from '../errors';
import type { AnySettings } from '../settings/customer-settings';
import { type FieldOf, fieldsNotStored, presentFields } from '../settings/diff';

export interface SavedSettings<S extends AnySettings> extends ReadSettings<S> {
  /** Fields that BigCommerce took and then did not keep. */
  notStored: FieldOf<S>[];
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

/** An answer that lacks what was there a moment ago does not tell what is there now. */
function isWhole<S extends AnySettings>(answered: ReadSettings<S>, before: ReadSettings<S>): boolean {
  return presentFields(before.settings).every((field) => answered.settings[field] !== undefined);
}

function settingsChanged<S extends AnySettings>({ wire, etag }: ReadSettings<S>): AppError {
  return new AppError('settings_changed', { data: wire, headers: { ETag: etag } });
}

/**
 * Writes until it is known to have happened. A write whose answer got lost is looked up first: repeating it blindly
 * could write over what somebody else saved in between.
 */
async function writeSettings<S extends AnySettings>(
  resource: SettingsResource<S>,
  changes: S,
  before: ReadSettings<S>,
): Promise<ReadSettings<S>> {
  for (let tries = 1; ; tries++) {
    try {
      const answered = await resource.put(changes);
      return isWhole(answered, before) ? answered : await resource.get({ fresh: true });
    } catch (error) {
      if (!(error instanceof AppError) || !unclear.has(error.code)) throw error;
      const current = await resource.get({ fresh: true });
      if (fieldsNotStored(changes, current.settings).length === 0) return current;
      if (current.etag !== before.etag) throw settingsChanged(current);
      if (tries > furtherWrites) throw error;
      await wait(backOffMs(standardRetryPolicy, tries, Math.random()));
    }
  }
}

/**
 * Saves changed settings of a store or of a storefront, unless somebody else changed them since they were read.
 *
 * @param resource whose settings
 * @param changes the fields to write, validated
 * @param ifMatch the entity tags that the person's view was based on
 * @returns what BigCommerce holds now
 * @throws {AppError} `settings_changed`, with the current settings and their tag and nothing written; the codes
 *   of BigCommerce's answers
 */
export async function saveSettings<S extends AnySettings>(
  resource: SettingsResource<S>,
  changes: S,
  ifMatch: readonly string[],
): Promise<SavedSettings<S>> {
  const before = await resource.get({ fresh: true });
  if (!ifMatch.includes(before.etag)) throw settingsChanged(before);
  const stored = await writeSettings(resource, changes, before);
  return { ...stored, notStored: fieldsNotStored(changes, stored.settings) };
}
