import type { ReadSettings, SettingsResource } from '../bigcommerce/customer-settings';
import { backOffMs, standardRetryPolicy } from '../bigcommerce/retry';
import { AppError, type ErrorCode } from '../errors';
import type { AnySettings } from '../settings/customer-settings';
import { fieldsNotStored, presentFields } from '../settings/diff';

/** What is known of a write once nothing more is tried. */
export type WriteOutcome<S extends AnySettings> =
  /** It happened, and this is what BigCommerce holds now. */
  | { kind: 'stored'; read: ReadSettings<S> }
  /** Nothing was written. */
  | { kind: 'refused'; error: unknown }
  /** It may have happened, or may yet. */
  | { kind: 'unclear'; error: unknown };

export interface WriteOptions {
  /** Asked before each try; says no where the right to write is nearly over. */
  mayWrite: () => boolean;
  wait: (ms: number) => Promise<unknown>;
}

/** After these nobody knows whether BigCommerce wrote. */
const unclear: ReadonlySet<ErrorCode> = new Set([
  'store_failed',
  'store_unavailable',
  'store_timeout',
  'store_unreadable',
]);

/** Each after the first only where the one before was not to be seen. */
const mostWrites = 3;

/** An answer that lacks what was there a moment ago does not tell what is there now. */
function isWhole<S extends AnySettings>(answered: ReadSettings<S>, before: ReadSettings<S>): boolean {
  return presentFields(before.settings).every((field) => answered.settings[field] !== undefined);
}

/** Somebody else's change stands in the way; the answer carries what the settings are now. */
export function settingsChanged<S extends AnySettings>({ wire, etag }: ReadSettings<S>): AppError {
  return new AppError('settings_changed', { data: wire, headers: { ETag: etag } });
}

/** Looks up what became of a write. @returns `null` where it was not to be seen and may be tried again */
async function lookUp<S extends AnySettings>(
  resource: SettingsResource<S>,
  changes: S,
  before: ReadSettings<S>,
): Promise<WriteOutcome<S> | null> {
  try {
    const read = await resource.get({ fresh: true });
    if (fieldsNotStored(changes, read.settings).length === 0) return { kind: 'stored', read };
    return read.etag === before.etag ? null : { kind: 'unclear', error: settingsChanged(read) };
  } catch (error) {
    return { kind: 'unclear', error };
  }
}

/** Reads what BigCommerce holds after it said that it wrote. */
async function readWhole<S extends AnySettings>(
  resource: SettingsResource<S>,
  answered: ReadSettings<S>,
  before: ReadSettings<S>,
): Promise<WriteOutcome<S>> {
  if (isWhole(answered, before)) return { kind: 'stored', read: answered };
  try {
    return { kind: 'stored', read: await resource.get({ fresh: true }) };
  } catch (error) {
    return { kind: 'unclear', error };
  }
}

/**
 * Writes until it is known to have happened. A write whose answer got lost is looked up first: repeating it blindly
 * could write over what somebody else saved in between.
 *
 * @param changes the fields to write
 * @param before what BigCommerce held a moment ago
 */
export async function writeSettings<S extends AnySettings>(
  resource: SettingsResource<S>,
  changes: S,
  before: ReadSettings<S>,
  { mayWrite, wait }: WriteOptions,
): Promise<WriteOutcome<S>> {
  let doubt: WriteOutcome<S> = { kind: 'refused', error: new AppError('store_timeout') };
  for (let tries = 1; tries <= mostWrites && mayWrite(); tries++) {
    try {
      return await readWhole(resource, await resource.put(changes), before);
    } catch (error) {
      const isRefusal = error instanceof AppError && !unclear.has(error.code);
      if (isRefusal) return { kind: tries === 1 ? 'refused' : 'unclear', error };
      doubt = { kind: 'unclear', error };
    }
    const found = await lookUp(resource, changes, before);
    if (found !== null) return found;
    if (tries < mostWrites) await wait(backOffMs(standardRetryPolicy, tries, Math.random()));
  }
  return doubt;
}
