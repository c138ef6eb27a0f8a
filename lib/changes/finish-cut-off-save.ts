import { setTimeout as waitByClock } from 'node:timers/promises';
import { type ReadSettings, type SettingsResource, withSettings } from '../bigcommerce/customer-settings';
import { takeOverChange } from '../database/changes';
import { savePutBehaviour } from '../database/installations';
import type { PendingChange } from '../database/known-settings';
import { AppError, canRetry } from '../errors';
import type { Log } from '../log';
import type { CustomerSettings } from '../settings/customer-settings';
import { applySettings, diffSettings } from '../settings/diff';
import type { Scope } from '../settings/scope';
import type { CompareDependencies, EmptiedChange } from './compare-settings';
import { holdLease, lastWriteMs, leaseMs } from './lease';
import { recordOutcome } from './record-outcome';
import { writeSettings, type WriteOutcome, type Written } from './write-settings';

interface FinishDependencies extends CompareDependencies {
  log: Log;
  wait?: (ms: number) => Promise<unknown>;
}

interface CutOffSave extends EmptiedChange {
  /** The settings that were read after the write that emptied fields. */
  found: ReadSettings;
}

/** A write that failed is retried with later reads, for this long after the save began. Milliseconds. */
const triedForMs = 10 * 60 * 1_000;

/** Sends the whole object as it was before the change, with what the change requested in it. */
async function putBack(
  dependencies: FinishDependencies,
  resource: SettingsResource,
  { pending, before, found }: CutOffSave,
  leasedUntil: number,
): Promise<WriteOutcome> {
  const { wait = waitByClock } = dependencies;
  const lease = holdLease(dependencies, pending.id, leasedUntil);
  const whole = applySettings(before, pending.requested);
  // Only what is to be put back shows whether a write happened whose answer got lost: the rest is there already.
  const edits = { ...diffSettings(found.settings, whole), ...pending.requested };
  try {
    return await writeSettings(resource, edits, withSettings(found, before), {
      mayWrite: () => lease.holdsFor(lastWriteMs),
      wait,
      correct: (read) => read,
      behaviour: 'replaces',
      onReplaced: () => Promise.resolve(),
    });
  } finally {
    await lease.stop();
  }
}

function isPutOff(outcome: WriteOutcome, { createdAt }: PendingChange, now: number): boolean {
  if (outcome.kind === 'stored' || now >= createdAt + triedForMs) return false;
  return outcome.kind === 'unclear' || (outcome.error instanceof AppError && canRetry(outcome.error));
}

/**
 * Finishes a save that was cut off between the write that emptied fields and the one that puts them back, and records
 * its outcome. One server does it; others find the change in flight meanwhile. What cannot be put back makes the change
 * one that was saved in part, with the emptied fields as its side effects.
 *
 * @returns what the settings are now, as far as it is known here
 * @throws {AppError} `database_unavailable`
 */
export async function finishCutOffSave(
  dependencies: FinishDependencies,
  scope: Scope,
  resource: SettingsResource,
  save: CutOffSave,
): Promise<CustomerSettings> {
  const { database, now, log, lookAgain } = dependencies;
  const { pending, isProven, found } = save;
  const leasedUntil = now() + leaseMs;
  if (!(await takeOverChange(database, pending, leasedUntil))) return found.settings;
  if (isProven) await savePutBehaviour(database, scope, 'replaces');
  const outcome = await putBack(dependencies, resource, save, leasedUntil);
  log.warn({ ...scope, changeId: pending.id, outcome: outcome.kind }, 'a save that was cut off is finished');
  if (isPutOff(outcome, pending, now())) {
    lookAgain?.(scope, leasedUntil);
    return found.settings;
  }
  const asFound: Written = { kind: 'stored', read: found, behaviour: 'replaces', putBack: [] };
  const written = outcome.kind === 'stored' ? outcome : asFound;
  const change = { ...scope, ...pending, requestId: null };
  await recordOutcome(dependencies, { change, behaviour: 'replaces' }, written);
  return written.read.settings;
}
