import { describe, expect, it, vi } from 'vitest';
import {
  AppError,
  canRetry,
  endsSession,
  endsSaving,
  endsWork,
  type ErrorCode,
  errorTable,
  isErrorCode,
  isRateLimited,
  isShownInApp,
  isWriteUnclear,
  retryBacksOff,
  toAppError,
} from '@/lib/errors';
import en from '@/lib/i18n/messages/en.json';

const codes = Object.keys(errorTable) as ErrorCode[];
const codesWhere = (holds: (error: AppError) => boolean) => codes.filter((code) => holds(new AppError(code)));

describe('the table of errors', () => {
  it.each(codes)('is complete for %s, its texts included', (code) => {
    const row = errorTable[code];
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.status).toBeLessThan(600);
    expect(['never', 'afterReview', 'byHand', 'afterRateLimit', 'afterBackOff']).toContain(row.retry);
    expect(['nothing', 'saving', 'work', 'session']).toContain(row.ends);
    expect(['none', 'unclear']).toContain(row.write);
    expect(['app', 'page', 'answer']).toContain(row.shown);
    expect(
      Object.keys(row).filter((name) => name !== 'detailForReads' && name !== 'deniesAccess'),
    ).toHaveLength(5);
    expect(Object.keys(en.errors[code])).toEqual(['title', 'detail', 'action']);
  });

  it('has a 401 wherever the session ends in the tab, so that every client understands it', () => {
    const refused = codes.filter((code) => errorTable[code].status === 401 && isShownInApp({ code }));
    expect(codesWhere(endsSession)).toEqual(refused);
  });

  it('ends saving with the work, for a lost role and for a missing reason', () => {
    expect(codesWhere((error) => endsSaving(error) && !endsWork(error))).toEqual([
      'reason_required',
      'role_insufficient',
    ]);
  });

  it('offers no retry to those whose work has ended', () => {
    expect(codesWhere((error) => endsWork(error) && canRetry(error))).toEqual([]);
    expect(codesWhere((error) => endsWork(error) && !endsSession(error))).toEqual([
      'store_mismatch',
      'store_token_rejected',
    ]);
  });

  it('waits for a rate limit as long as it says, and backs off from what has no end to name', () => {
    expect(codesWhere(isRateLimited)).toEqual(['policy_checks_limited', 'store_rate_limited']);
    expect(codesWhere(retryBacksOff)).toEqual([
      'settings_busy',
      'store_not_answering',
      'starting',
      'stopping',
      'offline',
    ]);
    expect(codesWhere((error) => isRateLimited(error) && isWriteUnclear(error))).toEqual([]);
  });

  it('leaves a write unclear after every failure on the way to it and back', () => {
    expect(codesWhere(isWriteUnclear)).toEqual([
      'store_failed',
      'store_unreadable',
      'store_unavailable',
      'store_timeout',
      'offline',
      'internal',
    ]);
  });
});

describe('AppError', () => {
  it('has the status of its code', () => {
    expect(new AppError('settings_changed')).toMatchObject({ code: 'settings_changed', status: 412 });
  });

  it('is known by its brand when another copy of the class made it', async () => {
    vi.resetModules();
    const copy = await import('@/lib/errors');
    expect(copy.AppError).not.toBe(AppError);
    expect(new copy.AppError('internal')).toBeInstanceOf(AppError);
    expect(new Error('internal')).not.toBeInstanceOf(AppError);
    expect(null).not.toBeInstanceOf(AppError);
  });
});

describe('toAppError', () => {
  it('keeps what has a name and calls all else internal, with its cause', () => {
    const named = new AppError('offline');
    expect(toAppError(named)).toBe(named);
    for (const thrown of [new TypeError('a fault'), 'text', undefined])
      expect(toAppError(thrown)).toMatchObject({ code: 'internal', details: { cause: thrown } });
  });
});

describe('isErrorCode', () => {
  it('knows the codes and nothing that objects inherit', () => {
    expect(isErrorCode('internal')).toBe(true);
    for (const value of ['toString', '__proto__', '', 7, null]) expect(isErrorCode(value)).toBe(false);
  });
});
