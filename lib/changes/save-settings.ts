import { randomUUID } from 'node:crypto';
import { setTimeout as waitByClock } from 'node:timers/promises';
import { type ReadSettings, type SettingsResource, withSettings } from '../bigcommerce/customer-settings';
import { findAppSettings } from '../database/app-settings';
import { claimScope, type NewChange } from '../database/changes';
import { savePutBehaviour } from '../database/installations';
import type { PutBehaviour } from '../database/schema';
import { AppError, toAppError } from '../errors';
import type { Log } from '../log';
import { serverState } from '../server-state';
import type { ChangeOrigin, SideEffects } from '../settings/change';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { diffSettings, fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import { compareRead, type LastKnown } from '../settings/last-known';
import { findChangeNames } from './change-names';
import { type AskedChange, fieldsBesides, toSideEffects } from './change-outcome';
import { beginComparison, type CompareDependencies, compareSettings } from './compare-settings';
import { holdLease, lastWriteMs, leaseMs } from './lease';
import { recordOutcome } from './record-outcome';
import { finishCutOffSave } from './finish-cut-off-save';
import { settingsChanged, writeSettings, type WriteOutcome } from './write-settings';
import type { Scope } from '../settings/scope';

type Read = ReadSettings;

export interface SavedSettings extends Read {
  /** Fields that BigCommerce accepted and did not store. */
  notStored: SettingField[];
  /** Fields that changed though they were not sent; `null` where there were none. */
  sideEffects: SideEffects | null;
  /** Fields that BigCommerce's PUT emptied because they were not sent, and that were restored. */
  putBack: SettingField[];
  /** The id of the change in the history; `null` where there was nothing to write. */
  changeId: string | null;
}

export interface SaveDependencies extends CompareDependencies {
  log: Log;
  /** Resolves after so many milliseconds. Tests pass in their own. */
  wait?: (ms: number) => Promise<unknown>;
}

/** A save that a user requested. */
export interface Save {
  scope: Scope;
  /** The resource of the same scope at BigCommerce. */
  resource: SettingsResource;
  /** The fields to write, validated. */
  changes: CustomerSettings;
  /** The entity tags that the user's form was based on. */
  ifMatch: readonly string[];
  author: { userId: number; role: 'owner' | 'user' };
  origin: ChangeOrigin;
  requestId: string;
}

/** A claimed scope: the pending change is recorded, and no other save writes. */
interface Claimed {
  change: NewChange;
  before: Read;
  lastKnown: LastKnown;
  behaviour: PutBehaviour | null;
  leasedUntil: number;
}

/** Why a claim has to wait. Times are milliseconds since the epoch by the database's clock. */
interface Delayed {
  /** Another save is in flight; its lease ends then. */
  leasedUntil?: number;
  /** When a further read can decide what this one left open. */
  lookAgainAt?: number | null;
}

/** After this long, answer `settings_busy`. Milliseconds. */
const busyLimitMs = 15_000;

const shortestStepMs = 50;

/** Waits a random time, so that waiting saves do not retry at the same moment. */
function waitAStep({ wait = waitByClock }: SaveDependencies, atLeastMs: number): Promise<unknown> {
  return wait(Math.max(atLeastMs, shortestStepMs * (1 + Math.random())));
}

function settingsBusy(leasedUntil: number | undefined, now: number): AppError {
  const leftMs = leasedUntil === undefined ? 0 : leasedUntil - now;
  return new AppError('settings_busy', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) });
}

/** The fields that really change. A field that has the requested value already is not recorded. */
function toAskedChange(before: CustomerSettings, changes: CustomerSettings): AskedChange {
  const requested = diffSettings(before, changes);
  const changed = presentFields(requested);
  return { before: pickFields(before, (field) => changed.includes(field)), requested };
}

async function toNewChange(
  { database, now }: SaveDependencies,
  { scope, author, origin, requestId }: Save,
  asked: AskedChange,
): Promise<NewChange> {
  return {
    ...scope,
    ...asked,
    id: randomUUID(),
    source: origin.source,
    author,
    restoresId: origin.restoresId ?? null,
    names: await findChangeNames(database, scope, asked),
    note: origin.note ?? null,
    requestId,
    createdAt: now(),
  };
}

/**
 * Tries once to claim the scope.
 *
 * @returns what was read where there is nothing to write; a delay where the scope cannot be claimed yet
 */
async function claim(dependencies: SaveDependencies, save: Save): Promise<Claimed | Read | Delayed> {
  const { scope, resource, changes, ifMatch, origin } = save;
  const beginning = await beginComparison(dependencies, scope);
  if (beginning.inFlight !== null) return { leasedUntil: beginning.inFlight.leasedUntil };
  const read = await resource.get({ fresh: true });
  const comparison = await compareSettings(dependencies, scope, beginning, read.settings, { urgent: true });
  const { version, lastKnown, lookAgainAt, unsure, emptied } = comparison;
  if (emptied !== null) {
    await finishCutOffSave(dependencies, scope, resource, { ...emptied, found: read });
    return {};
  }
  if (version === null || unsure) return { lookAgainAt };
  const before = withSettings(read, comparison.settings);
  if (!ifMatch.includes(before.etag)) throw settingsChanged(before);
  const asked = toAskedChange(before.settings, changes);
  if (presentFields(asked.requested).length === 0) return before;
  const change = await toNewChange(dependencies, save, asked);
  const leasedUntil = change.createdAt + leaseMs;
  const groupId = origin.groupId ?? null;
  const outcome = await claimScope(dependencies.database, { change, version, groupId, leasedUntil });
  if (outcome === 'refused') throw new AppError('invalid_change_headers');
  if (outcome !== 'claimed') return {};
  return { change, before, lastKnown, behaviour: beginning.put, leasedUntil };
}

/**
 * Claims the scope, after waiting for the save that holds it.
 *
 * @returns what was read where there is nothing to write
 */
async function claimInTurn(dependencies: SaveDependencies, save: Save): Promise<Claimed | Read> {
  const deadline = dependencies.now() + busyLimitMs;
  for (;;) {
    const claimed = await claim(dependencies, save);
    if ('change' in claimed || 'etag' in claimed) return claimed;
    const now = dependencies.now();
    const { leasedUntil, lookAgainAt } = claimed;
    if (now >= deadline) throw settingsBusy(leasedUntil ?? lookAgainAt ?? undefined, now);
    await waitAStep(dependencies, Math.min(lookAgainAt ?? now, deadline) - now);
  }
}

/** Writes a claimed change while the lease lasts. */
async function write(dependencies: SaveDependencies, save: Save, claimed: Claimed): Promise<WriteOutcome> {
  const { database, now, log, wait = waitByClock } = dependencies;
  const { scope, resource, changes } = save;
  const { change, before, lastKnown, behaviour, leasedUntil } = claimed;
  const lease = holdLease(dependencies, change.id, leasedUntil);
  try {
    return await writeSettings(resource, changes, before, {
      mayWrite: () => lease.holdsFor(lastWriteMs),
      wait,
      correct: (read) => withSettings(read, compareRead(lastKnown, read.settings, now()).settings),
      behaviour,
      async onReplaced() {
        try {
          await savePutBehaviour(database, scope, 'replaces');
        } catch (error) {
          log.warn({ ...scope, changeId: change.id, error }, 'not remembered that PUT replaces settings');
        }
      },
    });
  } finally {
    await lease.stop();
  }
}

/** Refuses a save without a reason where the store demands one. */
async function assertReason({ database }: SaveDependencies, { scope, origin }: Save): Promise<void> {
  if (origin.note !== undefined && origin.note.trim() !== '') return;
  const { reasonRequired } = await findAppSettings(database, scope.storeHash);
  if (reasonRequired) throw new AppError('reason_required');
}

/** The settings that BigCommerce holds after a change was written, compared with the save and with those before it. */
function toSavedSettings(
  { changes }: Save,
  { change, before }: Claimed,
  { read, putBack }: WriteOutcome & { kind: 'stored' },
): SavedSettings {
  const besides = fieldsBesides(change, before.settings, read.settings);
  return {
    ...read,
    notStored: fieldsNotStored(changes, read.settings),
    sideEffects: toSideEffects(before.settings, read.settings, besides),
    putBack,
    changeId: change.id,
  };
}

function toSaveOutcome({ changeId, notStored, sideEffects }: SavedSettings): string {
  if (changeId === null) return 'unchanged';
  return notStored.length > 0 || sideEffects !== null ? 'partly' : 'applied';
}

/**
 * Saves changed settings of a store or of a storefront, unless they were changed since they were read. The pending
 * change is recorded before BigCommerce is called, and a scope is changed by one save at a time.
 *
 * @returns the settings that BigCommerce holds now
 * @throws {AppError} `reason_required` where the store demands a reason and there is none; `settings_changed`, with the current settings and their tag and nothing written; `settings_busy`
 *   where other saves hold the scope for too long; `invalid_change_headers` for an entry that takes no further change
 *   of the person; `database_unavailable` with nothing written; the codes of BigCommerce's answers
 */
export async function saveSettings(dependencies: SaveDependencies, save: Save): Promise<SavedSettings> {
  const finish = (saved: SavedSettings): SavedSettings => {
    serverState.onMetric({ kind: 'saves', outcome: toSaveOutcome(saved) });
    return saved;
  };
  try {
    await assertReason(dependencies, save);
    const claimed = await claimInTurn(dependencies, save);
    if ('etag' in claimed)
      return finish({ ...claimed, notStored: [], sideEffects: null, putBack: [], changeId: null });
    const { change, behaviour } = claimed;
    const outcome = await write(dependencies, save, claimed);
    await recordOutcome(dependencies, { change, behaviour }, outcome);
    if (outcome.kind !== 'stored') throw outcome.error;
    return finish(toSavedSettings(save, claimed, outcome));
  } catch (error) {
    serverState.onMetric({ kind: 'saves', outcome: toAppError(error).code });
    throw error;
  }
}
