import type { TaggedSettings } from '@/lib/settings/customer-settings';
import { AppError } from '@/lib/errors';
import { isReadFailure, type ReadFailure } from '../shell/initial-reads';

/** What the browser knows of the settings of one scope. */
export interface ScopeSettings {
  /** What BigCommerce holds, as far as we know. It stays while it is read again, and when that fails. */
  tagged: TaggedSettings | null;
  /** Why the last read failed, until another one succeeds. */
  failure: AppError | null;
  fetching: boolean;
  /** When the request was sent that was answered last, in milliseconds since the epoch; `null` before any answer. */
  fetchedAt: number | null;
}

/** A scope that no request was sent for. */
export const unknownScope: ScopeSettings = { tagged: null, failure: null, fetching: false, fetchedAt: null };

/** What a read of one scope came to. */
export type ReadOutcome = { kind: 'read'; tagged: TaggedSettings } | { kind: 'failed'; error: AppError };

/** What reads of scopes came to; the whole store is `null`. */
export type ReadOutcomes = ReadonlyMap<number | null, ReadOutcome>;

/** What the server's read for this page came to. */
export function toOutcome(read: TaggedSettings | ReadFailure): ReadOutcome {
  return isReadFailure(read)
    ? { kind: 'failed', error: new AppError(read.code) }
    : { kind: 'read', tagged: read };
}

/** What the last read of a scope came to; `null` before its answer, also where a failed read is being retried. */
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
