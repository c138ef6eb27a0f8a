import type { CustomerSettings, SettingField, TaggedSettings } from '@/lib/settings/customer-settings';
import type { SavedSettings } from '@/lib/api/api-client';
import { type AppError, isRateLimited, retryBacksOff } from '@/lib/errors';
import { retryAfterSeconds } from '@/lib/retry-after';
import type { ChangeOrigin, SideEffects } from '@/lib/settings/change';
import { diffSettings, mergeSettings, pickFields, presentFields } from '@/lib/settings/diff';
import { settingFaults } from '@/lib/settings/validation';

type Tagged = TaggedSettings;
type Saved = SavedSettings;

/** What a person wants to save to one scope. */
export interface SaveRequest {
  /** What the person saw. */
  base: Tagged;
  /** Only the fields that the person changed. */
  edits: CustomerSettings;
  /** Fields that changed elsewhere after the person had begun to edit them; only the person can decide about them. */
  conflicts?: readonly SettingField[];
}

/** A request on its way, with what the merges so far made of it. */
export interface SaveAttempt {
  base: Tagged;
  edits: CustomerSettings;
  /** The part of the edits that is still to be written. */
  sent: CustomerSettings;
  /** Fields that changed elsewhere meanwhile and that the edits do not touch. Their values hold. */
  takenOver: readonly SettingField[];
  merges: number;
  /** How often this save has waited and was sent again by itself. */
  waits: number;
}

/** The values that an undo brings back. */
export interface Undo {
  values: CustomerSettings;
  /** Names the change that is undone in the history; `null` where the answer did not. */
  changeId: string | null;
}

export type SaveStatus =
  | { kind: 'idle' }
  /** Nothing was sent: these values cannot be saved. */
  | { kind: 'invalid'; faults: ReturnType<typeof settingFaults> }
  /** The values are valid, and the person may have to confirm what they mean. */
  | { kind: 'confirming'; attempt: SaveAttempt }
  | { kind: 'sending'; attempt: SaveAttempt }
  /** The save is sent again after so many seconds. */
  | { kind: 'waiting'; attempt: SaveAttempt; error: AppError; seconds: number }
  /** Both sides changed these fields. Nothing is written until the person has chosen. */
  | { kind: 'conflict'; fields: readonly SettingField[]; takenOver: readonly SettingField[] }
  | {
      kind: 'saved';
      edits: CustomerSettings;
      stored: Tagged;
      /** What the scope held before this save. */
      before: CustomerSettings;
      sent: CustomerSettings;
      takenOver: readonly SettingField[];
      /** Names the change in the history; `null` where the answer did not. */
      changeId: string | null;
      /** The save was the undo of an earlier one. */
      undone: boolean;
      /** Fields that changed though they were not sent. */
      sideEffects?: SideEffects;
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
    }
  /** The scope already holds what the person wants: another save, or one whose answer was lost, has written it. */
  | { kind: 'alreadySaved'; edits: CustomerSettings; stored: Tagged }
  | { kind: 'failed'; error: AppError };

export interface SaveMachine {
  status: SaveStatus;
  /** What is being undone, also while the undo waits, failed or is in conflict. */
  undoing: Undo | null;
}

export type SaveEvent =
  | { type: 'save'; request: SaveRequest }
  /** The wait is over. The person may have gone on editing, so the request is made anew. */
  | { type: 'retry'; request: SaveRequest }
  /** The person chose in a conflict; the edits are those that remain. */
  | { type: 'resolve'; request: SaveRequest }
  | { type: 'confirm' }
  | { type: 'decline' }
  | { type: 'answered'; saved: Saved }
  | { type: 'refused'; error: AppError }
  /** @param current what the scope holds now */
  | { type: 'undo'; current: Tagged }
  /** The person does not want to wait any longer. */
  | { type: 'cancelWait' }
  /** The person has seen the outcome. */
  | { type: 'dismiss' }
  /** The draft was discarded, and with it everything that was begun. */
  | { type: 'reset' };

/** How patient a save is. */
export interface SavePolicy {
  /** How often it waits by itself after a 429. */
  rateLimitWaits: number;
  /** How often it waits by itself for a server that gives no answer, or for a scope that another save holds. */
  outageWaits: number;
}

export const initialSave: SaveMachine = { status: { kind: 'idle' }, undoing: null };

/** Whatever is quicker more often than this is a program: then the person has to look. */
const mostMerges = 3;

/** For a server that gives no answer the waits grow from the first to the last. */
const firstOutageWaitSeconds = 2;
const lastOutageWaitSeconds = 30;

/**
 * How long to wait before a refused save is sent again.
 *
 * @param waits how often it has waited already
 * @returns seconds, or `null` where it is not to be sent again without the person
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

/** The fields that a save wrote, with their values from before it. */
export function undoOf(saved: {
  before: CustomerSettings;
  sent: CustomerSettings;
  changeId: string | null;
}): Undo {
  const values = pickFields(saved.before, (field) => saved.sent[field] !== undefined);
  return { values, changeId: saved.changeId };
}

/** What a save that was stored in part still has to write, as a new request. */
export function remainderOf(partly: SaveStatus & { kind: 'partly' }): SaveRequest {
  const edits = pickFields(partly.sent, (field) => partly.notStored.includes(field));
  return { base: partly.stored, edits };
}

function isPartOf(settings: CustomerSettings, whole: CustomerSettings): boolean {
  return presentFields(settings).every((field) => settings[field] === whole[field]);
}

/** The origin that the request of an attempt carries where it undoes an earlier save, `null` for any other save. */
export function undoOriginOf({ undoing }: SaveMachine, { sent }: SaveAttempt): ChangeOrigin | null {
  if (undoing === null || !isPartOf(sent, undoing.values)) return null;
  const { changeId } = undoing;
  return { source: 'restore', ...(changeId === null ? {} : { restoresId: changeId }) };
}

function createAttempt({ base, edits }: SaveRequest, waits: number): SaveAttempt {
  return { base, edits, sent: edits, takenOver: [], merges: 0, waits };
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
  const besides = saved.sideEffects ? { sideEffects: saved.sideEffects } : {};
  const outcome = { edits, sent, before: base.settings, stored: { settings, etag }, changeId, ...besides };
  if (notStored.length > 0) return { ...machine, status: { kind: 'partly', ...outcome, notStored } };
  const undone = undoOriginOf(machine, attempt) !== null;
  return { undoing: null, status: { kind: 'saved', ...outcome, takenOver, undone } };
}

/** Merges the edits with what the scope holds now. Nothing that was changed elsewhere is written over. */
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
  return { undoing, status: { kind: 'sending', attempt: createAttempt({ base: current, edits }, 0) } };
}

function idle(machine: SaveMachine): SaveMachine {
  return { ...machine, status: { kind: 'idle' } };
}

function beginOrRest(machine: SaveMachine, request: SaveRequest, waits: number): SaveMachine {
  return presentFields(request.edits).length === 0 ? idle(machine) : validate(machine, request, waits);
}

/**
 * The save of one scope, from the person's wish to its outcome: validated, confirmed, sent, and then merged and sent
 * again, in conflict, stored in part, waiting, failed or saved. It does nothing itself: the caller sends what is
 * `sending`, keeps the time of what is `waiting`, and asks the person where it is `confirming` or in `conflict`.
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

/** From a state in which nothing is under way. */
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
