import { setTimeout as wait } from 'node:timers/promises';
import { type NewChange, renewLease, settleChange } from '../database/changes';
import { savePutBehaviour } from '../database/installations';
import { lockKnownSettings, replaceKnownSettings } from '../database/known-settings';
import type { PutBehaviour } from '../database/schema';
import { withTransaction } from '../database/transaction';
import { toAppError } from '../errors';
import type { Log } from '../log';
import { advance } from '../settings/last-known';
import { fieldsBesides, toOutcome, toSideEffects } from './change-outcome';
import type { CompareDependencies } from './compare-settings';
import { recordLateArrival } from './late-arrival';
import type { WriteOutcome, Written } from './write-settings';
import type { Scope } from '../settings/scope';

interface RecordDependencies extends CompareDependencies {
  log: Log;
}

/** The parts of a change that are needed to end it. */
type OpenChange = Scope & Pick<NewChange, 'id' | 'before' | 'requested' | 'requestId'>;

interface ChangeToEnd {
  change: OpenChange;
  /** The effect of PUT that was known before this change. */
  behaviour: PutBehaviour | null;
}

/**
 * The waits between attempts to record an outcome, in milliseconds: seconds for a restart of the database, minutes for
 * an outage.
 */
const recordingWaitsMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 240_000] as const;

/**
 * After a write without a known outcome, the scope is read after these times, until the write counts as not made.
 * Milliseconds.
 */
const watchMs = [5_000, 35_000, 90_000, 300_000, 590_000] as const;

/** Plans reads of a scope while a write may still arrive there. */
function watchScope({ lookAgain, now }: CompareDependencies, scope: Scope): void {
  const { storeHash, channelId } = scope;
  for (const ms of watchMs) lookAgain?.({ storeHash, channelId }, now() + ms);
}

async function recordRefusal({ database, now }: CompareDependencies, change: OpenChange): Promise<boolean> {
  return withTransaction(database, async (transaction) => {
    await lockKnownSettings(transaction, change);
    return settleChange(transaction, change, {
      status: 'failed',
      stored: null,
      sideEffects: null,
      settledAt: now(),
    });
  });
}

/** Records what was stored. @returns false where another server had ended the change */
async function recordStored(
  { database, now }: CompareDependencies,
  { change, behaviour: known }: ChangeToEnd,
  { read: { settings: stored }, behaviour }: Written,
): Promise<boolean> {
  return withTransaction(database, async (transaction) => {
    const locked = await lockKnownSettings(transaction, change);
    const settledAt = now();
    const lastKnown = locked?.settings ?? {};
    const fields = fieldsBesides(change, lastKnown, stored);
    const late = await recordLateArrival(
      transaction,
      change,
      { known: lastKnown, found: stored, fields },
      settledAt,
    );
    const besides = fields.filter((field) => !late.includes(field));
    const outcome = toOutcome(change, stored);
    const sideEffects = toSideEffects(lastKnown, stored, besides);
    // Fields that were emptied and not restored, or that changed instead of the requested ones.
    const isPartly = sideEffects !== null && (behaviour === 'replaces' || outcome.status === 'failed');
    const status = isPartly ? 'partly' : outcome.status;
    const isFirst = await settleChange(transaction, change, { ...outcome, status, sideEffects, settledAt });
    if (!isFirst || !locked) return isFirst;
    await replaceKnownSettings(transaction, change, advance(locked, stored, settledAt));
    if (behaviour === 'merges' && known === null) await savePutBehaviour(transaction, change, behaviour);
    return true;
  });
}

async function record(
  dependencies: RecordDependencies,
  toEnd: ChangeToEnd,
  outcome: WriteOutcome,
): Promise<void> {
  const { change } = toEnd;
  const { database, now, lookAgain } = dependencies;
  if (outcome.kind === 'unclear') {
    await renewLease(database, change.id, now());
    watchScope(dependencies, change);
    return;
  }
  const isFirst =
    outcome.kind === 'stored'
      ? await recordStored(dependencies, toEnd, outcome)
      : await recordRefusal(dependencies, change);
  // Another server ended the change before its outcome was known here: a read corrects the record.
  const { storeHash, channelId } = change;
  if (!isFirst) lookAgain?.({ storeHash, channelId }, now());
}

async function recordLater(
  dependencies: RecordDependencies,
  toEnd: ChangeToEnd,
  outcome: WriteOutcome,
): Promise<void> {
  for (const ms of recordingWaitsMs) {
    await wait(ms, undefined, { ref: false });
    try {
      await record(dependencies, toEnd, outcome);
      dependencies.log.info({ changeId: toEnd.change.id }, 'the outcome of a change was recorded after all');
      return;
    } catch {
      // The first failure was logged; the next attempt follows.
    }
  }
}

/**
 * Records the outcome of a change. Where the database does not answer, the attempt is repeated in the background,
 * because BigCommerce's write cannot be undone.
 *
 * @returns after the first attempt; never rejects
 */
export async function recordOutcome(
  dependencies: RecordDependencies,
  toEnd: ChangeToEnd,
  outcome: WriteOutcome,
): Promise<void> {
  try {
    await record(dependencies, toEnd, outcome);
  } catch (thrown) {
    const { storeHash, channelId, id: changeId, requestId } = toEnd.change;
    const errorCode = toAppError(thrown).code;
    const entry = { storeHash, channelId, changeId, requestId, errorCode, error: thrown };
    dependencies.log.warn(entry, 'the outcome of a change was not recorded yet: it is tried again');
    void recordLater(dependencies, toEnd, outcome);
  }
}
