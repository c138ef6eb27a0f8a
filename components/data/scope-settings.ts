import type { TaggedSettings } from '@/lib/settings/customer-settings';
import type { AppError } from '@/lib/errors';
import { failureOf, isReadFailure, type ReadFailure } from '../shell/initial-reads';

/** The browser's knowledge of the settings of one scope. */
export interface ScopeSettings {
  /** The last known settings. They stay while they are read again, and when that fails. */
  tagged: TaggedSettings | null;
  /** Why the last read failed, until another one succeeds. */
  failure: AppError | null;
  fetching: boolean;
  /** When the newest answered request was sent, in milliseconds since the epoch; `null` before any response. */
  fetchedAt: number | null;
}

/** A scope that no request was sent for. */
export const unknownScope: ScopeSettings = { tagged: null, failure: null, fetching: false, fetchedAt: null };

/** The outcome of a read of one scope. */
export type ReadOutcome = { kind: 'read'; tagged: TaggedSettings } | { kind: 'failed'; error: AppError };

/** The outcomes of reads by scope; the whole store is `null`. */
export type ReadOutcomes = ReadonlyMap<number | null, ReadOutcome>;

/** The outcome of the server's read for this page. */
export function toOutcome(read: TaggedSettings | ReadFailure): ReadOutcome {
  return isReadFailure(read) ? { kind: 'failed', error: failureOf(read) } : { kind: 'read', tagged: read };
}

/** The outcome of the last read of a scope; `null` before its response, also while a failed read is retried. */
export function outcomeOf(scope: ScopeSettings = unknownScope): ReadOutcome | null {
  const { tagged, failure, fetching } = scope;
  if (failure !== null) return fetching ? null : { kind: 'failed', error: failure };
  return tagged === null ? null : { kind: 'read', tagged };
}

/** Merges the outcome of a request that was sent at `sentAt` into what is known. */
export function withOutcome(known: ScopeSettings, outcome: ReadOutcome, sentAt: number): ScopeSettings {
  const fetchedAt = sentAt;
  if (outcome.kind === 'failed') return { ...known, failure: outcome.error, fetching: false, fetchedAt };
  return { tagged: outcome.tagged, failure: null, fetching: false, fetchedAt };
}
