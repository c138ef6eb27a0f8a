import type { CustomerSettings, SettingField, TaggedSettings } from '@/lib/settings/customer-settings';
import type { SavedSettings } from '@/lib/api/api-client';
import { type AppError, isRateLimited, retryBacksOff } from '@/lib/errors';
import { retryAfterSeconds } from '@/lib/retry-after';
import type { ChangeOrigin, SideEffects } from '@/lib/settings/change';
import { diffSettings, mergeSettings, pickFields, presentFields } from '@/lib/settings/diff';
import { settingFaults } from '@/lib/settings/validation';

type Tagged = TaggedSettings;
type Saved = SavedSettings;

/** A user's request to save one scope. */
export interface SaveRequest {
  /** The settings that the form was based on. */
  base: Tagged;
  /** The fields that the user changed. */
  edits: CustomerSettings;
  /** Fields that changed elsewhere after the user had begun to edit them; the user has to resolve them. */
  conflicts?: readonly SettingField[];
  /** Why, for the history. */
  note?: string;
}

/** A request that is being saved, after the merges so far. */
export interface SaveAttempt {
  base: Tagged;
  edits: CustomerSettings;
  /** The part of the edits that is still to be written. */
  sent: CustomerSettings;
  /** Fields that changed elsewhere meanwhile and are not edited. Their stored values stay. */
  takenOver: readonly SettingField[];
  merges: number;
  /** The number of automatic retries so far. */
  waits: number;
  note?: string;
}

/** The values that an undo restores. */
export interface Undo {
  values: CustomerSettings;
  /** The id of the undone change in the history; `null` where the response had none. */
  changeId: string | null;
  /** The reason of the undone save, which the undo keeps. */
  note?: string;
}

export type SaveStatus =
  | { kind: 'idle' }
  /** Nothing was sent: these values cannot be saved. */
  | { kind: 'invalid'; faults: ReturnType<typeof settingFaults> }
  /** The values are valid; the user may have to confirm them. */
  | { kind: 'confirming'; attempt: SaveAttempt }
  | { kind: 'sending'; attempt: SaveAttempt }
  /** The save is sent again after so many seconds. */
  | { kind: 'waiting'; attempt: SaveAttempt; error: AppError; seconds: number }
  /** Both sides changed these fields. Nothing is written until the user has chosen. */
  | { kind: 'conflict'; fields: readonly SettingField[]; takenOver: readonly SettingField[] }
  | {
      kind: 'saved';
      edits: CustomerSettings;
      stored: Tagged;
      /** The settings of the scope before this save. */
      before: CustomerSettings;
      sent: CustomerSettings;
      takenOver: readonly SettingField[];
      /** The id of the change in the history; `null` where the response had none. */
      changeId: string | null;
      /** Whether the save was the undo of an earlier one. */
      undone: boolean;
      /** Fields that changed though they were not sent. */
      sideEffects?: SideEffects;
      note?: string;
    }
  /** BigCommerce accepted the save and did not store these fields. */
  | {
      kind: 'partly';
      edits: CustomerSettings;
      stored: Tagged;
      before: CustomerSettings;
      sent: CustomerSettings;
      changeId: string | null;
      notStored: readonly SettingField[];
      sideEffects?: SideEffects;
      note?: string;
    }
  /** The scope already holds the edits: another save, or one whose response was lost, has written them. */
  | { kind: 'alreadySaved'; edits: CustomerSettings; stored: Tagged }
  | { kind: 'failed'; error: AppError };

export interface SaveMachine {
  status: SaveStatus;
  /** The save that is being undone, also while the undo waits, failed or is in conflict. */
  undoing: Undo | null;
}

export type SaveEvent =
  | { type: 'save'; request: SaveRequest }
  /** The wait is over. The request is made again, because the user may have edited meanwhile. */
  | { type: 'retry'; request: SaveRequest }
  /** The user resolved a conflict; the request has the remaining edits. */
  | { type: 'resolve'; request: SaveRequest }
  | { type: 'confirm' }
  | { type: 'decline' }
  | { type: 'answered'; saved: Saved }
  | { type: 'refused'; error: AppError }
  /** @param current the scope's current settings */
  | { type: 'undo'; current: Tagged }
  /** The user cancelled the wait. */
  | { type: 'cancelWait' }
  /** The user dismissed the outcome. */
  | { type: 'dismiss' }
  /** The draft was discarded, and the save with it. */
  | { type: 'reset' };

/** The limits on automatic retries of a save. */
export interface SavePolicy {
  /** The most automatic retries after a 429. */
  rateLimitWaits: number;
  /** The most automatic retries while a server does not answer, or another save holds the scope. */
  outageWaits: number;
}

export const initialSave: SaveMachine = { status: { kind: 'idle' }, undoing: null };

/** After this many automatic merges the user resolves the conflict. */
const mostMerges = 3;

/** For a server that gives no answer the waits grow from the first to the last. */
const firstOutageWaitSeconds = 2;
const lastOutageWaitSeconds = 30;

/**
 * Computes the wait before a failed save is sent again.
 *
 * @param waits the number of automatic retries so far
 * @returns seconds, or `null` where only the user can send it again
 */
export function waitAfter(error: AppError, waits: number, policy: SavePolicy): number | null {
  const asked = error.details.retryAfterSeconds;
  if (isRateLimited(error)) return waits < policy.rateLimitWaits ? retryAfterSeconds(error) : null;
  if (!retryBacksOff(error) || waits >= policy.outageWaits) return null;
  return Math.ceil(asked ?? Math.min(firstOutageWaitSeconds * 2 ** waits, lastOutageWaitSeconds));
}

/** The settings that an event makes known, `null` where it does not. */
export function knownFrom(event: SaveEvent): Tagged | null {
  if (event.type === 'answered') {
    const { settings, etag } = event.saved;
    return { settings, etag };
  }
  if (event.type !== 'refused' || event.error.code !== 'settings_changed') return null;
  return (event.error.details.data as Tagged | undefined) ?? null;
}

/** The note of a request, an attempt or an outcome, to be spread into another. */
function noteOf({ note }: { note?: string }): { note?: string } {
  return note === undefined ? {} : { note };
}

/** The fields that a save wrote, with their values from before it. */
export function undoOf(saved: {
  before: CustomerSettings;
  sent: CustomerSettings;
  changeId: string | null;
  note?: string;
}): Undo {
  const values = pickFields(saved.before, (field) => saved.sent[field] !== undefined);
  return { values, changeId: saved.changeId, ...noteOf(saved) };
}

/** The request for the remaining edits of a save that was stored in part. */
export function remainderOf(partly: SaveStatus & { kind: 'partly' }): SaveRequest {
  const edits = pickFields(partly.sent, (field) => partly.notStored.includes(field));
  return { base: partly.stored, edits, ...noteOf(partly) };
}

function isPartOf(settings: CustomerSettings, whole: CustomerSettings): boolean {
  return presentFields(settings).every((field) => settings[field] === whole[field]);
}

/** The origin where an attempt undoes an earlier save, `null` for any other save. */
function undoOriginOf({ undoing }: SaveMachine, { sent }: SaveAttempt): ChangeOrigin | null {
  if (undoing === null || !isPartOf(sent, undoing.values)) return null;
  const { changeId } = undoing;
  return { source: 'restore', ...(changeId === null ? {} : { restoresId: changeId }) };
}

/**
 * The origin that the request of an attempt carries, with its note.
 *
 * @param origin what the save is part of, unless it undoes an earlier one
 * @returns undefined for a form's own save without a note
 */
export function originOf(
  machine: SaveMachine,
  attempt: SaveAttempt,
  origin?: ChangeOrigin,
): ChangeOrigin | undefined {
  const from = undoOriginOf(machine, attempt) ?? origin;
  return attempt.note === undefined ? from : { source: 'app', ...from, note: attempt.note };
}

function createAttempt(request: SaveRequest, waits: number): SaveAttempt {
  const { base, edits } = request;
  return { base, edits, sent: edits, takenOver: [], merges: 0, waits, ...noteOf(request) };
}

/** Validates a request. The person then confirms it, or decides its conflicts. */
function validate({ undoing }: SaveMachine, request: SaveRequest, waits: number): SaveMachine {
  const faults = settingFaults(request.edits);
  if (Object.keys(faults).length > 0) return { undoing, status: { kind: 'invalid', faults } };
  const { conflicts = [] } = request;
  if (conflicts.length > 0)
    return { undoing, status: { kind: 'conflict', fields: conflicts, takenOver: [] } };
  return { undoing, status: { kind: 'confirming', attempt: createAttempt(request, waits) } };
}

function finish(machine: SaveMachine, attempt: SaveAttempt, saved: Saved): SaveMachine {
  const { edits, sent, base, takenOver } = attempt;
  const { settings, etag, notStored, changeId } = saved;
  const besides = { ...(saved.sideEffects ? { sideEffects: saved.sideEffects } : {}), ...noteOf(attempt) };
  const outcome = { edits, sent, before: base.settings, stored: { settings, etag }, changeId, ...besides };
  if (notStored.length > 0) return { ...machine, status: { kind: 'partly', ...outcome, notStored } };
  const undone = undoOriginOf(machine, attempt) !== null;
  return { undoing: null, status: { kind: 'saved', ...outcome, takenOver, undone } };
}

/** Merges the edits with the scope's current settings. Changes made elsewhere are not overwritten. */
function merge(machine: SaveMachine, attempt: SaveAttempt, now: Tagged): SaveMachine {
  const { mine, takenOver, conflicts } = mergeSettings(attempt.base.settings, attempt.sent, now.settings);
  const all = [...new Set([...attempt.takenOver, ...takenOver])];
  if (conflicts.length > 0)
    return { ...machine, status: { kind: 'conflict', fields: conflicts, takenOver: all } };
  if (presentFields(mine).length === 0)
    return { undoing: null, status: { kind: 'alreadySaved', edits: attempt.edits, stored: now } };
  const merged = { ...attempt, base: now, sent: mine, takenOver: all, merges: attempt.merges + 1 };
  return { ...machine, status: { kind: 'sending', attempt: merged } };
}

function refuse(
  machine: SaveMachine,
  attempt: SaveAttempt,
  event: SaveEvent & { type: 'refused' },
  policy: SavePolicy,
): SaveMachine {
  const { error } = event;
  const now = knownFrom(event);
  if (now !== null && attempt.merges < mostMerges) return merge(machine, attempt, now);
  const seconds = waitAfter(error, attempt.waits, policy);
  const status: SaveStatus =
    seconds === null ? { kind: 'failed', error } : { kind: 'waiting', attempt, error, seconds };
  return { ...machine, status };
}

/** Sends the values from before a save, unless the same fields were changed since. */
function undo(saved: SaveStatus & { kind: 'saved' }, current: Tagged): SaveMachine {
  const undoing = undoOf(saved);
  const edits = diffSettings(current.settings, undoing.values);
  const fields = presentFields(edits).filter((field) => current.settings[field] !== saved.sent[field]);
  if (fields.length > 0) return { undoing, status: { kind: 'conflict', fields, takenOver: [] } };
  if (presentFields(edits).length === 0)
    return { undoing: null, status: { kind: 'alreadySaved', edits: undoing.values, stored: current } };
  return {
    undoing,
    status: { kind: 'sending', attempt: createAttempt({ base: current, edits, ...noteOf(undoing) }, 0) },
  };
}

function idle(machine: SaveMachine): SaveMachine {
  return { ...machine, status: { kind: 'idle' } };
}

function beginOrRest(machine: SaveMachine, request: SaveRequest, waits: number): SaveMachine {
  return presentFields(request.edits).length === 0 ? idle(machine) : validate(machine, request, waits);
}

/**
 * The transitions of the save of one scope, from the request to its outcome: validated, confirmed, sent, and then
 * merged and sent again, in conflict, stored in part, waiting, failed or saved. It has no side effects: the caller
 * sends the request while it is `sending`, times the wait while it is `waiting`, and shows a question while it is
 * `confirming` or in `conflict`.
 *
 * @returns the next state; the same object where the event does not apply, such as a second click while sending
 */
export function nextSave(machine: SaveMachine, event: SaveEvent, policy: SavePolicy): SaveMachine {
  const { status } = machine;
  switch (status.kind) {
    case 'sending':
      if (event.type === 'answered') return finish(machine, status.attempt, event.saved);
      if (event.type === 'refused') return refuse(machine, status.attempt, event, policy);
      return machine;
    case 'confirming':
      if (event.type === 'confirm') return { ...machine, status: { ...status, kind: 'sending' } };
      return event.type === 'decline' ? idle(machine) : machine;
    case 'waiting':
      if (event.type === 'retry') return beginOrRest(machine, event.request, status.attempt.waits + 1);
      if (event.type === 'cancelWait') return { ...machine, status: { kind: 'failed', error: status.error } };
      return event.type === 'reset' ? initialSave : machine;
    default:
      return afterRest(machine, event);
  }
}

/** The transitions from a state without a request in flight. */
function afterRest(machine: SaveMachine, event: SaveEvent): SaveMachine {
  const { status } = machine;
  if (event.type === 'reset') return initialSave;
  if (event.type === 'dismiss') return idle(machine);
  if (event.type === 'save' && presentFields(event.request.edits).length > 0)
    return validate(machine, event.request, 0);
  if (event.type === 'resolve' && status.kind === 'conflict') return beginOrRest(machine, event.request, 0);
  if (event.type === 'undo' && status.kind === 'saved') return undo(status, event.current);
  return machine;
}
