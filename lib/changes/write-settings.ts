import { type ReadSettings, type SettingsResource, withSettings } from '../bigcommerce/customer-settings';
import { backOffMs, standardRetryPolicy } from '../bigcommerce/retry';
import type { PutBehaviour } from '../database/schema';
import { AppError, isWriteUnclear } from '../errors';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { applySettings, fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import { decidePutEffect } from './put-effect';

type Read = ReadSettings;

/** A write that happened. */
export interface Written {
  kind: 'stored';
  /** The settings that BigCommerce has stored now. */
  read: Read;
  /** The effect of PUT on members that were not sent; `null` where it could not be seen. */
  behaviour: PutBehaviour | null;
  /** The fields that PUT emptied and that were restored. */
  putBack: SettingField[];
}

/** The final outcome of a write. */
export type WriteOutcome =
  | Written
  /** Nothing was written. */
  | { kind: 'refused'; error: unknown }
  /** It may have been written, or may still be. */
  | { kind: 'unclear'; error: unknown };

export interface WriteOptions {
  /** Called before each attempt; false where another server may take over before the attempt ends. */
  mayWrite: () => Promise<boolean>;
  wait: (ms: number) => Promise<unknown>;
  /** Replaces values of a read that are older than what is known. */
  correct: (read: Read) => Read;
  /** The known effect of PUT on members that are not sent. */
  behaviour: PutBehaviour | null;
  /** Called as soon as a response shows that PUT replaces, before anything is restored. */
  onReplaced: () => Promise<void>;
}

/** The most attempts to write. Each after the first is made only where reads do not show the one before. */
const mostWrites = 3;

/** The error for settings that changed meanwhile; its details carry the current settings. */
export function settingsChanged({ wire, etag }: Pick<Read, 'wire' | 'etag'>): AppError {
  return new AppError('settings_changed', { data: wire, etag });
}

/**
 * The error of a write without a known outcome, from the failure of the read that looked for it or of a further
 * attempt. Where that was refused or not sent, its error must not claim that nothing was saved.
 */
function toDoubt(error: unknown): unknown {
  const claimsNothingSaved = error instanceof AppError && !isWriteUnclear(error);
  return claimsNothingSaved ? new AppError('store_timeout', { cause: error }) : error;
}

/** One write, with the reads that verify it and the write that restores emptied fields. */
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
        if (isRefusal)
          return tries === 1 ? { kind: 'refused', error } : { kind: 'unclear', error: toDoubt(error) };
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

  /** Finds the outcome of a write. @returns `null` where no read shows it and it may be retried */
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

  /**
   * Reads fields that the response lacks and that had values before. Fields of the response are newer than any read.
   */
  async #complete(answered: Read): Promise<Read> {
    const lacking = presentFields(this.#before.settings).filter(
      (field) => answered.settings[field] === undefined,
    );
    if (lacking.length === 0) return answered;
    const read = this.#options.correct(await this.#resource.get({ fresh: true }));
    return withSettings(read, applySettings(read.settings, answered.settings));
  }

  /** Compares all fields with what they should be after the write, and restores what was emptied. */
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

  /** Fields of the response that were not sent may come from an older copy. */
  #correctUnsent(stored: Read): Read {
    const sent = pickFields(stored.settings, (field) => this.#edits[field] !== undefined);
    return withSettings(stored, applySettings(this.#options.correct(stored).settings, sent));
  }

  /** Sends the whole object. @returns the settings that are stored afterwards */
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
 * Writes until the outcome is known. A write whose response was lost is looked up before it is repeated, because
 * repeating it blindly could overwrite a change made in between. Afterwards all fields are compared: where PUT replaced
 * the object instead of merging into it, the emptied fields are restored.
 *
 * @param edits the fields to write
 * @param before the settings that BigCommerce held before the write
 */
export function writeSettings(
  resource: SettingsResource,
  edits: CustomerSettings,
  before: Read,
  options: WriteOptions,
): Promise<WriteOutcome> {
  return new SettingsWrite(resource, edits, before, options).run();
}
