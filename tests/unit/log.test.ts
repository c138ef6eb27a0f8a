import { describe, expect, it } from 'vitest';
import { captureConsole, createLog, scrub, toLoggableError } from '@/lib/log';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzdG9yZXMvYWJjIn0.c2lnbmF0dXJl';

describe('scrub', () => {
  it.each([
    [`payload ${jwt} refused`, 'payload [jose] refused'],
    ['seal Fe26.2*1*abc*def is old', 'seal [seal] is old'],
    ['user staff+1@store.example.com failed', 'user [e-mail] failed'],
    ['GET /load?signed_payload_jwt=abc failed', 'GET /load?[query] failed'],
  ])('%s', (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });
});

describe('createLog', () => {
  function written(entry: object): string {
    let line = '';
    createLog('info', { write: (text) => (line += text) }).info(entry, 'message');
    return line;
  }

  it('redacts secrets by name, at the top and one level down', () => {
    for (const key of [
      'accessToken',
      'authorization',
      'client_secret',
      'email',
      'signed_payload_jwt',
      'X-Auth-Token',
    ]) {
      expect(written({ [key]: 'secret-value' })).not.toContain('secret-value');
      expect(written({ inner: { [key]: 'secret-value' } })).not.toContain('secret-value');
    }
  });

  it('writes errors with their causes and without what libraries attach', () => {
    const cause = Object.assign(new Error('claim of staff@store.example'), {
      payload: { email: 'x' },
      code: 'ERR_X',
    });
    const line = written({ error: new Error('failed', { cause }) });
    expect(line).toContain('ERR_X');
    expect(line).not.toMatch(/store\.example|payload/);
  });
});

describe('toLoggableError', () => {
  it('does not repeat what is no error', () => {
    expect(JSON.stringify(toLoggableError('a token'))).not.toContain('a token');
  });

  it('ends with causes that name each other', () => {
    const error = new Error('one');
    error.cause = error;
    expect(JSON.stringify(toLoggableError(error))).toContain('one');
  });
});

describe('captureConsole', () => {
  it('scrubs what is written and drops what hangs on errors', () => {
    let lines = '';
    const target: Pick<Console, 'log' | 'info' | 'warn' | 'error'> = Object.assign(
      Object.create(null) as object,
      console,
    );
    captureConsole(target, createLog('info', { write: (text) => (lines += text) }));
    target.warn(`too long for /load?signed_payload_jwt=${jwt}`);
    target.error(
      '⨯',
      Object.assign(new Error('failed for staff@store.example'), { details: { token: 'secret-token' } }),
    );
    target.log({ token: 'secret-token' });
    expect(lines).toContain('too long for /load?[query]');
    expect(lines).toContain('failed for [e-mail]');
    expect(lines).not.toMatch(/secret-token|eyJ|store\.example/);
    expect(lines.trim().split('\n')).toHaveLength(3);
  });
});
