import { describe, expect, it } from 'vitest';
import { EnvironmentError, parseEnv } from '@/lib/env';

const complete = {
  CLIENT_ID: 'client-id',
  CLIENT_SECRET: 'client-secret',
  APP_URL: 'https://customer-settings.example.com',
  SESSION_SECRET: 'x'.repeat(32),
};

function faultsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.faults;
    throw error;
  }
  return [];
}

describe('parseEnv', () => {
  it('fills in what the real BigCommerce needs', () => {
    expect(parseEnv(complete)).toEqual({
      ...complete,
      CLIENT_SECRET: ['client-secret'],
      SESSION_SECRET: ['x'.repeat(32)],
      DATABASE_URL: 'sqlite:./data/customer-settings.sqlite',
      DATABASE_POOL_SIZE: 10,
      BIGCOMMERCE_API_URL: 'https://api.bigcommerce.com',
      BIGCOMMERCE_LOGIN_URL: 'https://login.bigcommerce.com',
      CONTROL_PANEL_ORIGIN: 'https://store-{hash}.mybigcommerce.com',
      POLICY_CHECK_TEST_ORIGIN: null,
      TEST_MESSAGES_FILE: null,
      SUPPORT_URL: 'https://support.bigcommerce.com/',
      LOG_LEVEL: 'info',
      TRUSTED_ADDRESS_HEADER: null,
      DRAIN_SECONDS: 5,
      OTEL_EXPORTER_OTLP_ENDPOINT: null,
      METRICS_PORT: null,
      METRICS_TOKEN: null,
    });
  });

  it.each(['-1', '1.5', '16', '100', 'five'])('refuses to drain for %s seconds', (value) => {
    expect(faultsOf({ ...complete, DRAIN_SECONDS: value })).toEqual([
      expect.stringContaining('DRAIN_SECONDS: '),
    ]);
  });

  it.each(['0', '-1', '2.5', '101', 'many'])('refuses a pool of %s connections', (value) => {
    expect(faultsOf({ ...complete, DATABASE_POOL_SIZE: value })).toEqual([
      expect.stringContaining('DATABASE_POOL_SIZE: '),
    ]);
  });

  it('reads the trusted header in lower case, and refuses what is no name', () => {
    expect(parseEnv({ ...complete, TRUSTED_ADDRESS_HEADER: 'X-Real-IP' }).TRUSTED_ADDRESS_HEADER).toBe(
      'x-real-ip',
    );
    expect(faultsOf({ ...complete, TRUSTED_ADDRESS_HEADER: 'X-A, X-B' })).toHaveLength(1);
  });

  it('lists every fault at once, by name', () => {
    const faults = faultsOf({
      APP_URL: 'customer-settings',
      SESSION_SECRET: 'short',
      LOG_LEVEL: 'loud',
      CLIENT_ID: '',
    });
    for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'APP_URL', 'SESSION_SECRET', 'LOG_LEVEL'])
      expect(faults.filter((fault) => fault.startsWith(`${name}:`))).toHaveLength(1);
  });

  it('never repeats a value', () => {
    const text = faultsOf({
      ...complete,
      SESSION_SECRET: 'my-secret',
      DATABASE_URL: 'mysql://user:pass@host',
    }).join();
    expect(text).not.toMatch(/my-secret|pass@host/);
  });

  it('takes http for this machine only', () => {
    expect(faultsOf({ ...complete, APP_URL: 'http://localhost:3000' })).toEqual([]);
    expect(faultsOf({ ...complete, APP_URL: 'http://127.0.0.1:3000' })).toEqual([]);
    expect(faultsOf({ ...complete, APP_URL: 'http://customer-settings.example.com' })).toHaveLength(1);
    expect(faultsOf({ ...complete, APP_URL: 'http://localhost.example.com' })).toHaveLength(1);
    expect(faultsOf({ ...complete, BIGCOMMERCE_API_URL: 'http://api.bigcommerce.com' })).toHaveLength(1);
  });

  it('leads checks of policy addresses to this machine only beside a BigCommerce on this machine', () => {
    const origin = { POLICY_CHECK_TEST_ORIGIN: 'http://localhost:4000' };
    const local = { ...complete, BIGCOMMERCE_API_URL: 'http://localhost:4000' };
    expect(faultsOf({ ...local, ...origin })).toEqual([]);
    expect(faultsOf({ ...complete, ...origin })).toEqual([
      'POLICY_CHECK_TEST_ORIGIN: is allowed only where BIGCOMMERCE_API_URL is this machine',
    ]);
    for (const other of ['http://10.0.0.1', 'https://localhost:4000', 'http://localhost.example.com', 'on'])
      expect(faultsOf({ ...local, POLICY_CHECK_TEST_ORIGIN: other })).toHaveLength(1);
  });

  it('shows test messages only beside a BigCommerce on this machine', () => {
    const file = { TEST_MESSAGES_FILE: '/messages.json' };
    expect(faultsOf({ ...complete, BIGCOMMERCE_API_URL: 'http://localhost:4000', ...file })).toEqual([]);
    expect(faultsOf({ ...complete, ...file })).toEqual([
      'TEST_MESSAGES_FILE: is allowed only where BIGCOMMERCE_API_URL is this machine',
    ]);
  });

  it('refuses a path in APP_URL, which callbacks are appended to', () => {
    expect(faultsOf({ ...complete, APP_URL: 'https://example.com/app' })).toHaveLength(1);
    expect(parseEnv({ ...complete, APP_URL: 'https://example.com/' }).APP_URL).toBe('https://example.com');
  });

  it('reads several secrets, newest first, and refuses a short one among them', () => {
    const [first, second] = ['a'.repeat(32), 'b'.repeat(40)];
    expect(parseEnv({ ...complete, SESSION_SECRET: `${first}, ${second}` }).SESSION_SECRET).toEqual([
      first,
      second,
    ]);
    expect(faultsOf({ ...complete, SESSION_SECRET: `${first},short` })).toHaveLength(1);
    expect(faultsOf({ ...complete, SESSION_SECRET: `${first},${first}` })).toHaveLength(1);
  });

  it('reads several client secrets of any length, and refuses a gap or a repetition among them', () => {
    expect(parseEnv({ ...complete, CLIENT_SECRET: 'new, old' }).CLIENT_SECRET).toEqual(['new', 'old']);
    for (const list of ['new,', ',old', 'new,,old', 'same,same'])
      expect(faultsOf({ ...complete, CLIENT_SECRET: list })).toHaveLength(1);
  });

  it('refuses control panel origins that would break out of the policy', () => {
    expect(
      faultsOf({
        ...complete,
        CONTROL_PANEL_ORIGIN: "https://store-{hash}.example; script-src 'unsafe-inline'",
      }),
    ).toHaveLength(1);
    expect(faultsOf({ ...complete, CONTROL_PANEL_ORIGIN: 'https://*.mybigcommerce.com' })).toHaveLength(1);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(parseEnv(complete))).toBe(true);
  });
});
