import { type ReadSettings, type SettingsResource, withSettings } from '../bigcommerce/customer-settings';
import { backOffMs, standardRetryPolicy } from '../bigcommerce/retry';
import type { PutBehaviour } from '../database/schema';
import { AppError, canRetry, isWriteUnclear } from '../errors';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { applySettings, fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import { decidePutEffect } from './put-effect';

type Read = ReadSettings;

/** A write that happened. */
export interface Written {
  kind: 'stored';
  /** What BigCommerce holds now. */
  read: Read;
  /** What PUT did to the members that were not sent; `null` where nothing could tell. */
  behaviour: PutBehaviour | null;
  /** The fields that PUT emptied and that were put back. */
  putBack: SettingField[];
}

/** What is known of a write once nothing more is tried. */
export type WriteOutcome =
  | Written
  /** Nothing was written. */
  | { kind: 'refused'; error: unknown }
  /** It may have happened, or may yet. */
  | { kind: 'unclear'; error: unknown };

export interface WriteOptions {
  /** Called before each try; false where another server may take over before the try has ended. */
  mayWrite: () => Promise<boolean>;
  wait: (ms: number) => Promise<unknown>;
  /** Puts right what a read shows that is older than what is known. */
  correct: (read: Read) => Read;
  /** What PUT is known to do to members that are not sent. */
  behaviour: PutBehaviour | null;
  /** Called as soon as it is seen that PUT replaces, before anything is put back. */
  onReplaced: () => Promise<void>;
}

/** Each after the first only where the one before was not to be seen. */
const mostWrites = 3;

/** Another change stands in the way; the answer carries what the settings are now. */
export function settingsChanged({ wire, etag }: Pick<Read, 'wire' | 'etag'>): AppError {
  return new AppError('settings_changed', { data: wire, etag });
}

/**
 * Why it is not known what became of a write, by the failure of a read after it. That the read was not sent says nothing
 * about the write: its error must not claim that nothing was saved.
 */
function toDoubt(error: unknown): unknown {
  const isReadHeldBack = error instanceof AppError && canRetry(error) && !isWriteUnclear(error);
  return isReadHeldBack ? new AppError('store_timeout', { cause: error }) : error;
}

/** One write with all that is looked up and put back for its sake. */
class SettingsWrite {
  readonly #resource: SettingsResource;
  readonly #edits: CustomerSettings;
  readonly #before: Read;
  readonly #options: WriteOptions;

  constructor(resource: SettingsResource, edits: CustomerSettings, before: Read, options: WriteOptions) {
    this.#resource = resource;
    this.#edits = edits;
    this.#before = before;
    this.#options = options;
  }

  async run(): Promise<WriteOutcome> {
    const { mayWrite, wait, behaviour } = this.#options;
    let doubt: WriteOutcome = { kind: 'refused', error: new AppError('store_timeout') };
    for (let tries = 1; tries <= mostWrites && (await mayWrite()); tries++) {
      let answered: Read | null = null;
      try {
        answered = await this.#put(behaviour === 'replaces');
      } catch (error) {
        const isRefusal = error instanceof AppError && !isWriteUnclear(error);
        if (isRefusal) return { kind: tries === 1 ? 'refused' : 'unclear', error };
        doubt = { kind: 'unclear', error };
      }
      const found = answered === null ? await this.#lookUp() : await this.#finish(answered);
      if (found !== null) return found;
      if (tries < mostWrites) await wait(backOffMs(standardRetryPolicy, tries, Math.random()));
    }
    return doubt;
  }

  #put(whole: boolean): Promise<Read> {
    return whole ? this.#resource.put(this.#edits, this.#before.wire) : this.#resource.put(this.#edits);
  }

  /** Finds out what became of a write. @returns `null` where it is not to be seen and may be tried again */
  async #lookUp(): Promise<WriteOutcome | null> {
    try {
      const read = await this.#resource.get({ fresh: true });
      if (fieldsNotStored(this.#edits, read.settings).length === 0) return await this.#finish(read);
      const corrected = this.#options.correct(read);
      return corrected.etag === this.#before.etag
        ? null
        : { kind: 'unclear', error: settingsChanged(corrected) };
    } catch (error) {
      return { kind: 'unclear', error: toDoubt(error) };
    }
  }

  /** Reads what the answer lacks that was there a moment ago. What the answer says is newer than any read. */
  async #complete(answered: Read): Promise<Read> {
    const lacking = presentFields(this.#before.settings).filter(
      (field) => answered.settings[field] === undefined,
    );
    if (lacking.length === 0) return answered;
    const read = this.#options.correct(await this.#resource.get({ fresh: true }));
    return withSettings(read, applySettings(read.settings, answered.settings));
  }

  /** Compares all fields with what they should be after the write, and puts back what was emptied. */
  async #finish(answered: Read): Promise<WriteOutcome> {
    try {
      const stored = await this.#complete(answered);
      const { settings: before } = this.#before;
      if (this.#options.behaviour === 'replaces') return this.#written(stored, null, []);
      const effect = decidePutEffect(before, this.#edits, stored.settings, this.#options.behaviour);
      if (effect.behaviour !== 'replaces')
        return this.#written(this.#correctUnsent(stored), effect.behaviour, effect.changed);
      if (effect.isProven) await this.#options.onReplaced();
      return this.#written(await this.#putBack(stored), 'replaces', effect.changed);
    } catch (error) {
      return { kind: 'unclear', error: toDoubt(error) };
    }
  }

  /** An answer may be made of an older copy as far as fields are concerned that were not sent. */
  #correctUnsent(stored: Read): Read {
    const sent = pickFields(stored.settings, (field) => this.#edits[field] !== undefined);
    return withSettings(stored, applySettings(this.#options.correct(stored).settings, sent));
  }

  /** Sends the whole object as it shall be. @returns what is stored then, or still */
  async #putBack(stored: Read): Promise<Read> {
    const { mayWrite, wait } = this.#options;
    for (let tries = 1; tries <= mostWrites && (await mayWrite()); tries++) {
      try {
        return await this.#complete(await this.#put(true));
      } catch (error) {
        if (error instanceof AppError && !isWriteUnclear(error)) return stored;
      }
      const read = await this.#resource.get({ fresh: true }).catch(() => stored);
      const expected = applySettings(this.#before.settings, this.#edits);
      if (fieldsNotStored(expected, read.settings).length === 0) return read;
      await wait(backOffMs(standardRetryPolicy, tries, Math.random()));
    }
    return stored;
  }

  #written(read: Read, behaviour: PutBehaviour | null, emptied: readonly SettingField[]): Written {
    const { settings: before } = this.#before;
    const isPutBack = (field: SettingField) =>
      behaviour === 'replaces' && read.settings[field] === before[field];
    return { kind: 'stored', read, behaviour, putBack: emptied.filter(isPutBack) };
  }
}

/**
 * Writes until it is known to have happened. A write whose answer got lost is looked up first: repeating it blindly
 * could replace what was saved elsewhere in between. Afterwards all fields are compared: where PUT replaced the object
 * instead of merging into it, what it emptied is put back.
 *
 * @param edits the fields to write
 * @param before what BigCommerce held a moment ago
 */
export function writeSettings(
  resource: SettingsResource,
  edits: CustomerSettings,
  before: Read,
  options: WriteOptions,
): Promise<WriteOutcome> {
  return new SettingsWrite(resource, edits, before, options).run();
}
