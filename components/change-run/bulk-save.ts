import { AppError, needsReview as errorNeedsReview } from '@/lib/errors';
import type { SettingFault } from '@/lib/settings/validation';
import type { SettingField, CustomerSettings } from '@/lib/settings/customer-settings';
import { remainderOf, type SaveRequest, type SaveStatus, undoOf } from '../data/save-machine';

/** The edits for one scope. */
export interface BulkSave {
  /** `null` for the whole store. */
  channelId: number | null;
  /** The settings of the scope when it was reviewed. */
  before: CustomerSettings;
  changes: CustomerSettings;
  /** The change that it undoes, if any. */
  restoresId?: string;
  /** The tag of the reviewed settings: newer settings are not overwritten. */
  etag: string;
  /** Why, for the history. */
  note?: string;
}

/** A save that BigCommerce accepted, and the values to undo it. */
export interface DoneSave {
  channelId: number | null;
  /** The saved fields as they were. */
  before: CustomerSettings;
  /** The id of the change in the history; `null` where the response had none. */
  changeId: string | null;
}

/** The state of the save of one scope. */
export type SaveState =
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  /** BigCommerce accepted the save and did not store these fields. */
  | { kind: 'partly'; notStored: SettingField[] }
  | { kind: 'failed'; error: AppError }
  | { kind: 'notTried' }
  /** It already was as it should be. */
  | { kind: 'same' }
  /** It was left out, because its settings could not be read. */
  | { kind: 'unread'; error: AppError };

/** Whether a save is not finished. */
export function isUnfinished({ kind }: SaveState): boolean {
  return kind !== 'saved' && kind !== 'same';
}

/** Whether a user has to review a storefront's values before a retry, or enter a reason there. */
export function needsReview(save: SaveState): boolean {
  return save.kind === 'unread' || (save.kind === 'failed' && errorNeedsReview(save.error));
}

/** In words, why a value cannot be saved. */
export type DescribeFault = (fault: SettingFault) => string;

/** @returns what the state machine of a save starts from */
export function toRequest({ before, etag, changes, note }: BulkSave): SaveRequest {
  return { base: { settings: before, etag }, edits: changes, ...(note === undefined ? {} : { note }) };
}

/** The result of a save, for the user and for its undo. */
interface Outcome {
  state: SaveState;
  done: DoneSave | null;
  /** The save that a retry sends. */
  left: BulkSave;
}

function invalidFields(
  faults: (SaveStatus & { kind: 'invalid' })['faults'],
  describeFault: DescribeFault,
): AppError {
  const fieldErrors = Object.entries(faults).map(([field, fault]) => [field, describeFault(fault)]);
  return new AppError('invalid_fields', {
    fieldErrors: Object.fromEntries(fieldErrors) as Record<string, string>,
  });
}

/** @returns what a save that needs no further request has come to, and what a retry of it sends */
export function outcomeOf(save: BulkSave, status: SaveStatus, describeFault: DescribeFault): Outcome {
  const { channelId } = save;
  const toDone = (saved: Parameters<typeof undoOf>[0]): DoneSave => {
    const { values, changeId } = undoOf(saved);
    return { channelId, before: values, changeId };
  };
  const failed = (error: AppError): Outcome => ({ state: { kind: 'failed', error }, done: null, left: save });
  switch (status.kind) {
    case 'saved':
      return { state: { kind: 'saved' }, done: toDone(status), left: save };
    case 'partly': {
      // Stored values need not be sent again, and they are no change made elsewhere.
      const { base, edits } = remainderOf(status);
      const left = { ...save, before: base.settings, changes: edits, etag: base.etag };
      return { state: { kind: 'partly', notStored: [...status.notStored] }, done: toDone(status), left };
    }
    case 'alreadySaved': {
      // An earlier try whose answer was lost may have written it.
      const done = toDone({ before: save.before, sent: save.changes, changeId: null });
      return { state: { kind: 'saved' }, done, left: save };
    }
    case 'failed':
      return failed(status.error);
    case 'invalid':
      return failed(invalidFields(status.faults, describeFault));
    default:
      return failed(new AppError('settings_changed'));
  }
}
