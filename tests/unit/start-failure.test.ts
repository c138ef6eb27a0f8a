import { describe, expect, it } from 'vitest';
import { explainStartFailure } from '@/app/start-failure';
import { SchemaAgeError } from '@/lib/database/schema-age';
import { ForeignWalError } from '@/lib/database/sqlite-wal';
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
    [{ code: 'ERR_SQLITE_ERROR', errcode: 5 }, 'sqlite:/data/x.sqlite', 'database_busy', 'Another process'],
    [
      { code: 'ERR_SQLITE_ERROR', errcode: 261 },
      'sqlite:/data/x.sqlite',
      'database_busy',
      'start the app again',
    ],
    [{ code: '25006' }, postgres, 'database_read_only', 'primary server'],
    [{ code: '42501' }, postgres, 'database_read_only', 'grant CREATE'],
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

  it.each<[Error, string, string]>([
    [new SchemaAgeError(['0009-x.breaking'], true), 'database_newer', 'later release'],
    [new SchemaAgeError(['0009-x'], false), 'database_newer', 'another release'],
    [new ForeignWalError('/data/x.sqlite'), 'database_foreign_wal', '-shm'],
  ])('explains %s in words, wrapped or not', (error, reason, words) => {
    for (const thrown of [error, new AppError('database_unavailable', { cause: error })]) {
      const explained = explainStartFailure(thrown, 'sqlite:/data/x.sqlite');
      expect(explained).toEqual({ reason, advice: expect.stringContaining(words) as string });
      expect(explained.advice).toContain('/data/x.sqlite');
    }
  });

  it('keeps the password out of what it does not know', () => {
    const { advice } = explainStartFailure(failure({}, 'odd'), postgres);
    expect(advice).toContain('odd');
    expect(advice).not.toContain('secret-word');
  });
});
