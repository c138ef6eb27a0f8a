import { randomUUID } from 'node:crypto';
import { setTimeout as waitByClock } from 'node:timers/promises';
import type { ReadSettings, SettingsResource } from '../bigcommerce/customer-settings';
import { claimScope, endLease, type NewChange, settleChange } from '../database/changes';
import { lockKnownSettings, replaceKnownSettings, type SettingsScope } from '../database/known-settings';
import { withTransaction } from '../database/transaction';
import { AppError } from '../errors';
import type { Log } from '../log';
import type { ChangeOrigin } from '../settings/change';
import type { AnySettings } from '../settings/customer-settings';
import {
  applySettings,
  diffSettings,
  type FieldOf,
  fieldsNotStored,
  pickFields,
  presentFields,
} from '../settings/diff';
import { findChangeNames } from './change-names';
import { type AskedChange, toOutcome } from './change-outcome';
import {
  beginComparison,
  type CompareDependencies,
  compareSettings,
  recordOutside,
} from './compare-settings';
import { settingsChanged, writeSettings } from './write-settings';

export interface SavedSettings<S extends AnySettings> extends ReadSettings<S> {
  /** Fields that BigCommerce took and then did not keep. */
  notStored: FieldOf<S>[];
  /** Names the change in the history; `null` where there was nothing to write. */
  changeId: string | null;
}

export interface SaveDependencies extends CompareDependencies {
  log: Log;
  /** Resolves after so many milliseconds; passed in so that tests can say when that is. */
  wait?: (ms: number) => Promise<unknown>;
}

/** What a person wants to be written. */
export interface Save<S extends AnySettings> {
  scope: SettingsScope;
  /** The same scope, at BigCommerce. */
  resource: SettingsResource<S>;
  /** The fields to write, validated. */
  changes: S;
  /** The entity tags that the person's view was based on. */
  ifMatch: readonly string[];
  author: { userId: number; role: 'owner' | 'user' };
  origin: ChangeOrigin;
  requestId: string;
}

/** The scope is ours, and its trace is written. */
interface Claimed<S extends AnySettings> {
  change: NewChange;
  before: ReadSettings<S>;
  leasedUntil: number;
}

/** How long a scope belongs to one save. It outlasts three writes with all that is waited and looked up between. */
export const leaseMs = 75_000;

/** Longer than one write can take, and servers' clocks may differ by some of it. */
const lastWriteMs = 25_000;

/** Who waits longer for somebody else's save is told instead. */
const busyLimitMs = 15_000;

const shortestStepMs = 50;

/** Steps of uneven length, so that those who wait do not come back together. */
function waitAStep({ wait = waitByClock }: SaveDependencies): Promise<unknown> {
  return wait(shortestStepMs * (1 + Math.random()));
}

function settingsBusy(leasedUntil: number | undefined, now: number): AppError {
  const leftMs = leasedUntil === undefined ? 0 : leasedUntil - now;
  return new AppError('settings_busy', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) });
}

/** The fields that are really to be changed. One that has its value already gets no trace. */
function toAskedChange<S extends AnySettings>(before: S, changes: S): AskedChange {
  const requested = diffSettings(before, changes);
  const changed = presentFields(requested);
  return { before: pickFields(before, (field) => changed.includes(field)), requested };
}

async function toNewChange<S extends AnySettings>(
  { database, now }: SaveDependencies,
  { scope, author, origin, requestId }: Save<S>,
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
 * One attempt to make the scope ours.
 *
 * @returns what was read where there is nothing to write; `null` where somebody else is at it or was quicker
 */
async function claim<S extends AnySettings>(
  dependencies: SaveDependencies,
  save: Save<S>,
): Promise<Claimed<S> | ReadSettings<S> | { underWayUntil?: number }> {
  const { scope, resource, changes, ifMatch, origin } = save;
  const beginning = await beginComparison(dependencies, scope);
  if (beginning.underWay !== null) return { underWayUntil: beginning.underWay.leasedUntil };
  const before = await resource.get({ fresh: true });
  const version = await compareSettings(dependencies, scope, beginning, before.settings);
  if (version === null) return {};
  if (!ifMatch.includes(before.etag)) throw settingsChanged(before);
  const asked = toAskedChange(before.settings, changes);
  if (presentFields(asked.requested).length === 0) return before;
  const change = await toNewChange(dependencies, save, asked);
  const leasedUntil = change.createdAt + leaseMs;
  const groupId = origin.groupId ?? null;
  const outcome = await claimScope(dependencies.database, { change, version, groupId, leasedUntil });
  if (outcome === 'foreign') throw new AppError('invalid_change_headers');
  return outcome === 'claimed' ? { change, before, leasedUntil } : {};
}

/** Makes the scope ours, after whoever has it now. @returns what was read where there is nothing to write */
async function claimInTurn<S extends AnySettings>(
  dependencies: SaveDependencies,
  save: Save<S>,
): Promise<Claimed<S> | ReadSettings<S>> {
  const deadline = dependencies.now() + busyLimitMs;
  for (;;) {
    const claimed = await claim(dependencies, save);
    if ('change' in claimed || 'etag' in claimed) return claimed;
    const now = dependencies.now();
    if (now >= deadline) throw settingsBusy(claimed.underWayUntil, now);
    await waitAStep(dependencies);
  }
}

/** Writes down what became of a change. @param found `null` where BigCommerce refused */
function settle(
  { database, now }: SaveDependencies,
  change: NewChange,
  found: AnySettings | null,
): Promise<void> {
  return withTransaction(database, async (transaction) => {
    const known = await lockKnownSettings(transaction, change);
    const outcome = found === null ? ({ status: 'failed', stored: null } as const) : toOutcome(change, found);
    const settledAt = now();
    const isFirst = await settleChange(transaction, change.id, { ...outcome, settledAt });
    // Where the lease had ended, a read has found out before us.
    if (!isFirst || found === null || !known) return;
    const explained = applySettings(known.settings, outcome.stored ?? {});
    await recordOutside(transaction, change, explained, found, settledAt);
    await replaceKnownSettings(transaction, change, applySettings(explained, found));
  });
}

/** Records an outcome as well as it can be: what BigCommerce did is done, whatever becomes of our record. */
async function record(
  { log }: SaveDependencies,
  { storeHash, channelId, id: changeId, requestId }: NewChange,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const errorCode = thrown instanceof AppError ? thrown.code : 'internal';
    const entry = { storeHash, channelId, changeId, requestId, errorCode, error: thrown };
    log.warn(entry, 'the outcome of a change was not recorded: the next read will find out');
  }
}

/**
 * Saves changed settings of a store or of a storefront, unless somebody else changed them since they were read. The
 * trace is written before BigCommerce hears of it, and a scope is changed by one at a time.
 *
 * @returns what BigCommerce holds now
 * @throws {AppError} `settings_changed`, with the current settings and their tag and nothing written; `settings_busy`
 *   where others do not come to an end; `invalid_change_headers` for an entry of another person;
 *   `database_unavailable` with nothing written; the codes of BigCommerce's answers
 */
export async function saveSettings<S extends AnySettings>(
  dependencies: SaveDependencies,
  save: Save<S>,
): Promise<SavedSettings<S>> {
  const { database, now, wait = waitByClock } = dependencies;
  const { resource, changes } = save;
  const claimed = await claimInTurn(dependencies, save);
  if ('etag' in claimed) return { ...claimed, notStored: [], changeId: null };
  const { change, before, leasedUntil } = claimed;
  const mayWrite = () => leasedUntil - now() > lastWriteMs;
  const outcome = await writeSettings(resource, changes, before, { mayWrite, wait });
  await record(dependencies, change, () => {
    if (outcome.kind === 'stored') return settle(dependencies, change, outcome.read.settings);
    if (outcome.kind === 'refused') return settle(dependencies, change, null);
    return endLease(database, change.id, now());
  });
  if (outcome.kind !== 'stored') throw outcome.error;
  return {
    ...outcome.read,
    notStored: fieldsNotStored(changes, outcome.read.settings),
    changeId: change.id,
  };
}
