import { describe, expect, it } from 'vitest';
import { explainStartFailure } from '@/app/start-failure';
import { AppError } from '@/lib/errors';

const failure = (properties: object, message = 'failed') =>
  new AppError('database_unavailable', { cause: Object.assign(new Error(message), properties) });

const postgres = 'postgres://someone:secret-word@db.example:5432/settings';

describe('explainStartFailure', () => {
  it.each([
    [{ code: 'EACCES' }, 'sqlite:/data/x.sqlite', 'database_not_writable', '/data/x.sqlite'],
    [
      { code: 'ERR_SQLITE_ERROR', errcode: 14 },
      'sqlite:/data/x.sqlite',
      'database_not_writable',
      '/data/x.sqlite',
    ],
    [
      { code: 'ERR_SQLITE_ERROR', errcode: 1544 },
      'sqlite:/data/x.sqlite',
      'database_not_writable',
      'write permission',
    ],
    [
      { code: 'ERR_SQLITE_ERROR', errcode: 15 },
      'sqlite:/nfs/x.sqlite',
      'database_network_file_system',
      'local disk',
    ],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 26 }, 'sqlite:/data/x.sqlite', 'database_damaged', 'backup'],
    [{ code: 'ECONNREFUSED' }, postgres, 'database_unreachable', 'db.example:5432/settings'],
    [{ code: '28P01' }, postgres, 'database_password', 'db.example'],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, postgres, 'database_tls', 'authority'],
    [{ code: '3D000' }, postgres, 'database_missing', 'Create it'],
  ])('explains %j', (properties, url, reason, words) => {
    const explained = explainStartFailure(failure(properties), url);
    expect(explained).toEqual({ reason, advice: expect.stringContaining(words) as string });
    expect(explained.advice).not.toMatch(/secret-word|someone|\n/);
  });

  it('says that a schema is newer, in words', () => {
    const error = new Error('corrupted migrations: previously executed migration 0009-x is missing');
    expect(explainStartFailure(error, postgres)).toMatchObject({ reason: 'database_newer' });
  });

  it('keeps the password out of what it does not know', () => {
    const { advice } = explainStartFailure(failure({}, 'odd'), postgres);
    expect(advice).toContain('odd');
    expect(advice).not.toContain('secret-word');
  });
});
