import { randomUUID } from 'node:crypto';
import { saveFoundChange, settleChange } from '../database/changes';
import type { Database } from '../database/database';
import { savePutBehaviour } from '../database/installations';
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
import { applySettings, pickFields, presentFields } from '../settings/diff';
import {
  advance,
  compareRead,
  type LastKnown,
  type ReadComparison,
  settlingMs,
  suspect,
} from '../settings/last-known';
import { findChangeNames } from './change-names';
import { decidePending, toFoundChange, toSideEffects } from './change-outcome';
import { recordLateArrival } from './late-arrival';
import { decidePutEffect } from './put-effect';
import type { Scope } from '../settings/scope';

export interface CompareDependencies {
  database: Database;
  /** Milliseconds since the epoch, by the database's clock: servers compare such times with each other. */
  now: () => number;
  /** Reads a scope again at a time by that clock, so that what one read left open is decided. */
  lookAgain?: (scope: Scope, at: number) => void;
}

/** What was known of a scope when a read of it began. */
export interface Beginning extends ScopeStanding {
  /** A server may be writing this change: what is read meanwhile is not recorded. */
  inFlight: PendingChange | null;
}

/** What a read said about its scope. */
export interface Comparison {
  /**
   * The version under which `settings` are known now; `null` where the read said nothing, because a change is in flight
   * or something happened since the read began.
   */
  version: number | null;
  /** What the settings are: as they were read, with what is older than what is known put right. */
  settings: CustomerSettings;
  /** What is known now. */
  lastKnown: LastKnown;
  /** When a further read can decide what this one could not; `null` where nothing is open. */
  lookAgainAt: number | null;
  /** A value may be an old one or a new one, and a save has to wait for the further read. */
  unsure: boolean;
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
 * Records fields that were not changed by this app, within a transaction that holds the lock of the scope: as a write
 * of ours that arrived late, or as a change from outside.
 *
 * @param fields the ones that differ between `known` and `found`
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
}

interface Read {
  found: CustomerSettings;
  now: number;
  urgent: boolean;
}

/**
 * Ends a change that was left pending.
 *
 * @returns the fields that are thereby explained, as they were found; `null` where it stays pending
 */
async function reconcile(
  transaction: Database,
  scope: Scope,
  locked: KnownSettings,
  { pending, put }: ScopeStanding & { pending: PendingChange },
  { found, now, urgent }: Read,
): Promise<CustomerSettings | null> {
  const outcome = decidePending(locked, pending, found, { now, urgent });
  if (outcome === null) return null;
  const effect = decidePutEffect(locked.settings, pending.requested, found, put);
  const replaced = outcome.status === 'applied' && effect.behaviour === 'replaces';
  const sideEffects = replaced ? toSideEffects(locked.settings, found, effect.changed) : null;
  if (replaced) await savePutBehaviour(transaction, scope, 'replaces');
  const status = sideEffects === null ? outcome.status : 'partly';
  await settleChange(transaction, pending, { ...outcome, status, sideEffects, settledAt: now });
  return { ...outcome.stored, ...sideEffects?.stored };
}

/** Tells that a read says nothing that has to be written down. */
function isNothingNew({ unsure, outside, learned, cleared }: ReadComparison): boolean {
  return [unsure, outside, learned, cleared].every((fields) => fields.length === 0);
}

function toComparison(
  version: number | null,
  lastKnown: LastKnown,
  { settings, lookAgainAt, unsure }: ReadComparison,
): Comparison {
  return { version, settings, lastKnown, lookAgainAt, unsure: unsure.length > 0 };
}

/** Records what a read found, where what is known has not changed since it began. */
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
  if (isOutdated) return toComparison(null, locked, comparison);
  const explained = pending && (await reconcile(transaction, scope, locked, { ...standing, pending }, read));
  if (pending && explained === null) {
    const lookAgainAt = Math.max(pending.leasedUntil + settlingMs, comparison.lookAgainAt ?? 0);
    return { ...toComparison(null, locked, comparison), lookAgainAt };
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
  return { version, settings: found, lastKnown, lookAgainAt: null, unsure: false };
}

/**
 * Compares what was read of a scope with what is known: ends a change that was left pending there, and records what
 * was not changed by this app. What is read for the first time is how things are.
 *
 * @param beginning what was known of the scope before the read began
 * @param found what was read
 * @param options `urgent` where a save waits to know what became of a change that was left pending
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
    const isFirst = await saveFirstKnownSettings(database, scope, found);
    return firstComparison(isFirst ? firstVersion : null, found);
  }
  const comparison = compareRead(known, found, now());
  const isRecorded = inFlight === null && (pending !== null || !isNothingNew(comparison));
  const compared = isRecorded
    ? await withTransaction(database, (transaction) =>
        recordRead(transaction, scope, beginning, { found, now: now(), urgent }),
      )
    : toComparison(inFlight === null ? known.version : null, known, comparison);
  if (compared === null) return firstComparison(null, found);
  if (compared.lookAgainAt !== null) lookAgain?.(scope, compared.lookAgainAt);
  return compared;
}

/**
 * Puts right what a read shows that is older than what is known, and records nothing: for a read that answers several
 * requests, of which the first one records it.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function correctRead(
  { database, now }: CompareDependencies,
  scope: Scope,
  found: CustomerSettings,
): Promise<CustomerSettings> {
  const { known } = await findScopeStanding(database, scope);
  return known === null ? found : compareRead(known, found, now()).settings;
}
