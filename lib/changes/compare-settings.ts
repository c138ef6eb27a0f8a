import { randomUUID } from 'node:crypto';
import { findLatelyFailed, markAppliedLate, saveOutsideChange, settleChange } from '../database/changes';
import type { Database } from '../database/database';
import {
  findScopeStanding,
  firstVersion,
  lockKnownSettings,
  type PendingChange,
  replaceKnownSettings,
  saveFirstKnownSettings,
  type ScopeStanding,
  type SettingsScope,
} from '../database/known-settings';
import { withTransaction } from '../database/transaction';
import type { StorefrontSettings } from '../settings/customer-settings';
import { applySettings, presentFields } from '../settings/diff';
import { findChangeNames } from './change-names';
import { explains, toOutcome, toOutsideChange } from './change-outcome';

export interface CompareDependencies {
  database: Database;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A write that BigCommerce took and that was not to be seen yet is believed to show within this time. */
const lateWriteMs = 10 * 60 * 1_000;

/** What was known of a scope when a read of it began. */
export interface Beginning extends ScopeStanding {
  /** Some server may be writing this change: what is read meanwhile says nothing. */
  underWay: PendingChange | null;
}

/**
 * Looks at a scope before it is read.
 *
 * @throws {AppError} `database_unavailable`
 */
export async function beginComparison(
  { database, now }: CompareDependencies,
  scope: SettingsScope,
): Promise<Beginning> {
  const standing = await findScopeStanding(database, scope);
  const { pending } = standing;
  return { ...standing, underWay: pending !== null && pending.leasedUntil > now() ? pending : null };
}

/**
 * Records what nobody here did, within a transaction that holds the lock of the scope.
 *
 * @param known what the settings were, with all that we did taken in
 */
export async function recordOutside(
  transaction: Database,
  scope: SettingsScope,
  known: StorefrontSettings,
  found: StorefrontSettings,
  now: number,
): Promise<void> {
  const change = toOutsideChange(known, found);
  if (change === null) return;
  await saveOutsideChange(transaction, {
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

/** Ends a change that was left pending. @returns the fields that are thereby explained, as they were found */
async function reconcile(
  transaction: Database,
  pending: PendingChange,
  found: StorefrontSettings,
  now: number,
): Promise<StorefrontSettings> {
  const outcome = toOutcome(pending, found);
  await settleChange(transaction, pending.id, { ...outcome, settledAt: now });
  return outcome.stored;
}

/** Finds a change that explains a difference and had been taken for failed. @returns what it explains */
async function findLate(
  transaction: Database,
  scope: SettingsScope,
  difference: StorefrontSettings,
  now: number,
): Promise<StorefrontSettings> {
  const failed = await findLatelyFailed(transaction, scope, now - lateWriteMs);
  const late = failed.find(({ requested }) => explains(requested, difference));
  if (late === undefined) return {};
  await markAppliedLate(transaction, late, now);
  return late.requested;
}

/** Tells that a read has nothing to say that is not known. */
function isKnown(known: StorefrontSettings, found: StorefrontSettings): boolean {
  return presentFields(found).every((field) => found[field] === known[field]);
}

async function takeIn(
  transaction: Database,
  scope: SettingsScope,
  beginning: Beginning,
  found: StorefrontSettings,
  now: number,
): Promise<number | null> {
  const locked = await lockKnownSettings(transaction, scope);
  if (locked === undefined || locked.version !== beginning.known?.version) return null;
  const { pending } = await findScopeStanding(transaction, scope);
  if (pending?.id !== beginning.pending?.id) return null;
  const difference = toOutsideChange(locked.settings, found)?.requested ?? {};
  const explained = pending
    ? await reconcile(transaction, pending, found, now)
    : await findLate(transaction, scope, difference, now);
  await recordOutside(transaction, scope, applySettings(locked.settings, explained), found, now);
  await replaceKnownSettings(transaction, scope, applySettings(locked.settings, found));
  return locked.version + 1;
}

/**
 * Compares what was read of a scope with what is known: ends a change that was left pending there, and records what
 * nobody here did. What is seen for the first time is taken for how things are.
 *
 * @param beginning what was known of the scope before the read began
 * @param found what was read
 * @returns the version under which `found` is known now; `null` where it says nothing, because a change is under way
 *   or something happened since the read began
 * @throws {AppError} `database_unavailable`
 */
export async function compareSettings(
  { database, now }: CompareDependencies,
  scope: SettingsScope,
  beginning: Beginning,
  found: StorefrontSettings,
): Promise<number | null> {
  const { known, pending, underWay } = beginning;
  if (known === null) return (await saveFirstKnownSettings(database, scope, found)) ? firstVersion : null;
  if (underWay !== null) return null;
  if (pending === null && isKnown(known.settings, found)) return known.version;
  return withTransaction(database, (transaction) => takeIn(transaction, scope, beginning, found, now()));
}
