import { randomUUID } from 'node:crypto';
import { saveFoundChange, settleChange } from '../database/changes';
import type { Database } from '../database/database';
import {
  findScopeStanding,
  firstVersion,
  type KnownSettings,
  lockKnownSettings,
  type PendingChange,
  replaceKnownSettings,
  saveFirstKnownSettings,
  saveSuspected,
  type ScopeStanding,
} from '../database/known-settings';
import { withTransaction } from '../database/transaction';
import type { SettingField, CustomerSettings } from '../settings/customer-settings';
import { applySettings, fieldsNotStored, pickFields, presentFields } from '../settings/diff';
import { serverState } from '../server-state';
import {
  advance,
  compareRead,
  type LastKnown,
  type ReadComparison,
  secondLookMs,
  settlingMs,
  suspect,
} from '../settings/last-known';
import { findChangeNames } from './change-names';
import { decidePending, toFoundChange } from './change-outcome';
import { recordLateArrival } from './late-arrival';
import { decidePutEffect } from './put-effect';
import type { Scope } from '../settings/scope';

export interface CompareDependencies {
  database: Database;
  /** Milliseconds since the epoch, by the database's clock: servers compare such times with each other. */
  now: () => number;
  /** Plans a further read of a scope at a time by that clock, to decide what one read left open. */
  lookAgain?: (scope: Scope, at: number) => void;
}

/** The last known settings of a scope, from before a read of it began. */
export interface Beginning extends ScopeStanding {
  /** A change that a server may be writing now: reads that overlap with it are not recorded. */
  inFlight: PendingChange | null;
}

/** A change whose server ended between the write that emptied fields and the one that puts them back. */
export interface EmptiedChange {
  pending: PendingChange;
  /** The settings as they were before the change. */
  before: CustomerSettings;
  /** Whether it is proven that PUT replaces. */
  isProven: boolean;
}

/** The result of comparing a read of a scope with what is known. */
export interface Comparison {
  /**
   * The version of `settings`; `null` where the read could not be used, because a change is in flight or was recorded
   * since the read began.
   */
  version: number | null;
  /**
   * The settings to show: the values that were read where they are known now, else the known ones. A value that was shown and not recorded
   * could be missing in the next read, and would be called a conflict with a person who saw it.
   */
  settings: CustomerSettings;
  /** The last known settings after the read. */
  lastKnown: LastKnown;
  /** When a further read can decide what this one could not; `null` where nothing is open. */
  lookAgainAt: number | null;
  /** Whether a value may be old or new, so that a save has to wait for the further read. */
  unsure: boolean;
  /** A save that was cut off and whose write emptied what it was not sent: it is to be finished. */
  emptied: EmptiedChange | null;
  /** When to read again what was not recorded and seems to be changed from outside; `null` where there is nothing. */
  recordAt: number | null;
}

/**
 * Finds what is known of a scope before it is read.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function beginComparison(
  { database, now }: CompareDependencies,
  scope: Scope,
): Promise<Beginning> {
  const standing = await findScopeStanding(database, scope);
  const { pending } = standing;
  return { ...standing, inFlight: pending !== null && pending.leasedUntil > now() ? pending : null };
}

/**
 * Records fields that changed since they were last known, as a late write of this app or as a change from outside. The
 * transaction must hold the lock of the scope.
 *
 * @param fields the fields that differ between `known` and `found`
 */
async function recordFound(
  transaction: Database,
  scope: Scope,
  known: CustomerSettings,
  found: CustomerSettings,
  fields: readonly SettingField[],
  now: number,
): Promise<void> {
  const late = await recordLateArrival(transaction, scope, { known, found, fields }, now);
  const change = toFoundChange(
    known,
    found,
    fields.filter((field) => !late.includes(field)),
  );
  if (change === null) return;
  await saveFoundChange(transaction, {
    ...scope,
    ...change,
    id: randomUUID(),
    source: 'outside',
    author: null,
    restoresId: null,
    names: await findChangeNames(transaction, scope, change),
    note: null,
    requestId: null,
    createdAt: now,
  });
  serverState.onMetric({ kind: 'outside_changes', outcome: 'found' });
}

interface Read {
  found: CustomerSettings;
  now: number;
  urgent: boolean;
}

/**
 * Decides whether a change that was left pending was cut off between the write that emptied fields and the one that puts
 * them back. Where anything newer was written there, they are not all empty any more.
 */
function findEmptied(
  { settings: before }: KnownSettings,
  { pending, put }: ScopeStanding,
  found: CustomerSettings,
): EmptiedChange | null {
  if (pending === null || fieldsNotStored(pending.requested, found).length > 0) return null;
  const { behaviour, isProven } = decidePutEffect(before, pending.requested, found, put);
  return behaviour === 'replaces' ? { pending, before, isProven } : null;
}

/**
 * Ends a change that was left pending.
 *
 * @returns the fields that the ended change explains, as they were found; `null` where it stays pending
 */
async function reconcile(
  transaction: Database,
  locked: KnownSettings,
  pending: PendingChange,
  { found, now, urgent }: Read,
): Promise<CustomerSettings | null> {
  const outcome = decidePending(locked, pending, found, { now, urgent });
  if (outcome === null) return null;
  await settleChange(transaction, pending, { ...outcome, sideEffects: null, settledAt: now });
  return outcome.stored;
}

/** Whether a read has nothing to record. */
function isNothingNew({ unsure, outside, learned, cleared }: ReadComparison): boolean {
  return [unsure, outside, learned, cleared].every((fields) => fields.length === 0);
}

function toComparison(
  version: number | null,
  lastKnown: LastKnown,
  { settings, lookAgainAt, unsure }: ReadComparison,
): Comparison {
  return {
    version,
    settings,
    lastKnown,
    lookAgainAt,
    unsure: unsure.length > 0,
    emptied: null,
    recordAt: null,
  };
}

/**
 * The differences of a read that is not recorded, because a change is in flight or a write happened since it began.
 *
 * @param inFlight the change whose values the read may show: they are known once it has ended
 */
function toUnrecorded(
  lastKnown: LastKnown,
  comparison: ReadComparison,
  inFlight: PendingChange | null,
  now: number,
): Comparison {
  const { settings } = comparison;
  const isWritten = (field: SettingField) =>
    inFlight?.requested[field] !== undefined && inFlight.requested[field] === settings[field];
  const missed = comparison.outside.filter((field) => !isWritten(field));
  const known = pickFields(lastKnown.settings, (field) => missed.includes(field));
  return {
    ...toComparison(null, lastKnown, comparison),
    settings: applySettings(settings, known),
    recordAt: missed.length === 0 ? null : now + secondLookMs,
  };
}

/** Records what a read found, unless the known settings changed since it began. */
async function recordRead(
  transaction: Database,
  scope: Scope,
  beginning: Beginning,
  read: Read,
): Promise<Comparison | null> {
  const { found, now } = read;
  const locked = await lockKnownSettings(transaction, scope);
  if (locked === undefined) return null;
  const standing = await findScopeStanding(transaction, scope);
  const { pending } = standing;
  const comparison = compareRead(locked, found, now);
  const isOutdated = locked.version !== beginning.known?.version || pending?.id !== beginning.pending?.id;
  const isTakenOver = pending !== null && pending.leasedUntil > now;
  if (isOutdated || isTakenOver) return toUnrecorded(locked, comparison, pending, now);
  const emptied = findEmptied(locked, standing, found);
  if (emptied !== null) return { ...toComparison(null, locked, comparison), emptied };
  const explained = pending && (await reconcile(transaction, locked, pending, read));
  if (pending && explained === null) {
    const lookAgainAt = Math.max(pending.leasedUntil + settlingMs, comparison.lookAgainAt ?? 0);
    return { ...toUnrecorded(locked, comparison, pending, now), lookAgainAt };
  }
  const outside = comparison.outside.filter((field) => explained?.[field] === undefined);
  await recordFound(transaction, scope, locked.settings, found, outside, now);
  const fields = [...outside, ...comparison.learned];
  const newer = { ...pickFields(found, (field) => fields.includes(field)), ...explained };
  const lastKnown = suspect(advance(locked, newer, now), comparison, found, now);
  const settings = applySettings(comparison.settings, explained ?? {});
  if (pending === null && presentFields(newer).length === 0) {
    await saveSuspected(transaction, scope, lastKnown);
    return { ...toComparison(locked.version, lastKnown, comparison), settings };
  }
  await replaceKnownSettings(transaction, scope, lastKnown);
  return { ...toComparison(locked.version + 1, lastKnown, comparison), settings };
}

function firstComparison(version: number | null, found: CustomerSettings): Comparison {
  const lastKnown = { settings: found, former: [], suspected: [] };
  return {
    version,
    settings: found,
    lastKnown,
    lookAgainAt: null,
    unsure: false,
    emptied: null,
    recordAt: null,
  };
}

/**
 * Compares what was read of a scope with what is known: ends a change that was left pending there, and records changes
 * that were not made by this app. The first read of a scope is recorded as known, not as a change.
 *
 * @param beginning what was known of the scope before the read began
 * @param found what was read
 * @param options `urgent` where a save waits for the outcome of a change that was left pending
 * @throws {AppError} `database_unavailable`
 */
export async function compareSettings(
  { database, now, lookAgain }: CompareDependencies,
  scope: Scope,
  beginning: Beginning,
  found: CustomerSettings,
  { urgent = false }: { urgent?: boolean } = {},
): Promise<Comparison> {
  const { known, pending, inFlight } = beginning;
  if (known === null) {
    const isFirst = await saveFirstKnownSettings(database, scope, found, now());
    return firstComparison(isFirst ? firstVersion : null, found);
  }
  const comparison = compareRead(known, found, now());
  const compareKnown = (): Promise<Comparison | null> | Comparison => {
    if (inFlight !== null) return toUnrecorded(known, comparison, inFlight, now());
    if (pending === null && isNothingNew(comparison)) return toComparison(known.version, known, comparison);
    return withTransaction(database, (transaction) =>
      recordRead(transaction, scope, beginning, { found, now: now(), urgent }),
    );
  };
  const compared = await compareKnown();
  if (compared === null) return firstComparison(null, found);
  const nextLook = compared.lookAgainAt ?? compared.recordAt;
  if (nextLook !== null) lookAgain?.(scope, nextLook);
  return compared;
}

/**
 * Shows what is known where a read differs from it, and records nothing: for a read that answers several requests, of
 * which the first one records it.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function correctRead(
  { database, now }: CompareDependencies,
  scope: Scope,
  found: CustomerSettings,
): Promise<CustomerSettings> {
  const { known, pending } = await findScopeStanding(database, scope);
  if (known === null) return found;
  return toUnrecorded(known, compareRead(known, found, now()), pending, now()).settings;
}
