import { describe, expect, it, vi } from 'vitest';
import { AppError, errorStatuses, isErrorCode } from '@/lib/errors';

describe('AppError', () => {
  it('has the status of its code', () => {
    expect(new AppError('settings_changed')).toMatchObject({ code: 'settings_changed', status: 412 });
    for (const status of Object.values(errorStatuses)) expect(status).toBeGreaterThanOrEqual(400);
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

describe('isErrorCode', () => {
  it('knows the codes and nothing that objects inherit', () => {
    expect(isErrorCode('internal')).toBe(true);
    for (const value of ['toString', '__proto__', '', 7, null]) expect(isErrorCode(value)).toBe(false);
  });
});
