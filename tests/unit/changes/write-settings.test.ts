import { describe, expect, it } from 'vitest';
import { type ReadSettings, type SettingsResource } from '@/lib/bigcommerce/customer-settings';
import { writeSettings } from '@/lib/changes/write-settings';
import { AppError, type ErrorCode } from '@/lib/errors';
import { toWireSettings } from '@/lib/settings/wire';

const read = (policyUrl: string): ReadSettings => {
  const settings = { policyUrl };
  return { wire: toWireSettings(settings), settings, etag: policyUrl };
};

const before = read('https://shop.example/before');
const edits = { policyUrl: 'https://shop.example/after' };

const failing = (code: ErrorCode) => async (): Promise<never> => {
  throw new AppError(code);
};

/** Writes with these answers to the PUTs and the reads, one after the other. */
async function write(puts: SettingsResource['put'][], gets: SettingsResource['get'][] = []) {
  const resource: SettingsResource = {
    put: async (...call) => (puts.shift() ?? failing('internal'))(...call),
    get: async (...call) => (gets.shift() ?? failing('internal'))(...call),
  };
  const outcome = await writeSettings(resource, edits, before, {
    mayWrite: async () => true,
    wait: async () => undefined,
    correct: (found) => found,
    behaviour: 'merges',
    onReplaced: async () => undefined,
  });
  const code = outcome.kind !== 'stored' && outcome.error instanceof AppError ? outcome.error.code : null;
  return { kind: outcome.kind, code };
}

const refusals: ErrorCode[] = [
  'store_rate_limited',
  'store_token_rejected',
  'oauth_scope_missing',
  'channel_not_found',
  'store_locked',
  'store_not_answering',
];

describe.each(refusals)('%s', (code) => {
  it('is the error of a first attempt: nothing was saved', async () => {
    expect(await write([failing(code)])).toEqual({ kind: 'refused', code });
  });

  it('is not the error where an attempt before it may have been saved', async () => {
    const outcome = await write([failing('store_timeout'), failing(code)], [async () => before]);
    expect(outcome).toEqual({ kind: 'unclear', code: 'store_timeout' });
  });

  it('is not the error where it met the read that looks for the write', async () => {
    const outcome = await write([failing('store_timeout')], [failing(code)]);
    expect(outcome).toEqual({ kind: 'unclear', code: 'store_timeout' });
  });
});

it('keeps the error of a read that itself claims nothing', async () => {
  const outcome = await write([failing('store_timeout')], [failing('store_failed')]);
  expect(outcome).toEqual({ kind: 'unclear', code: 'store_failed' });
});

it('finds a write whose response was lost', async () => {
  const outcome = await write([failing('store_timeout')], [async () => read(edits.policyUrl)]);
  expect(outcome).toEqual({ kind: 'stored', code: null });
});
