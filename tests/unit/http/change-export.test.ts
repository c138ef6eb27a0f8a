import { describe, expect, it } from 'vitest';
import type { StreamedChange } from '@/lib/database/change-stream';
import { exportHeaders, toExportStream } from '@/lib/http/change-export';
import { createServerTranslator } from '@/lib/i18n/translator';

const t = await createServerTranslator('en');

const streamed = (note: string): StreamedChange => ({
  entryId: 'entry-1',
  entryAt: 0,
  change: {
    id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    channelId: null,
    source: 'app',
    status: 'applied',
    restoresId: null,
    sideEffects: null,
    late: null,
    author: null,
    before: { policyUrl: '' },
    requested: { policyUrl: 'https://shop.example/' },
    stored: { policyUrl: 'https://shop.example/' },
    names: {},
    note,
    requestId: null,
    createdAt: 0,
  },
});

/** Batches without end, that tell how many were asked for and whether they were let go. */
function endlessBatches() {
  const told = { asked: 0, ended: false };
  async function* batches() {
    try {
      for (;;) {
        told.asked += 1;
        yield [streamed(`batch ${told.asked}`)];
      }
    } finally {
      told.ended = true;
    }
  }
  return { told, batches: batches() };
}

async function* failing(reason: Error): AsyncGenerator<StreamedChange[]> {
  yield [streamed('first')];
  throw reason;
}

const ignore = { t, onFailure: () => undefined };

describe.each(['csv', 'json'] as const)('an export as %s', (format) => {
  it('asks for no more than is taken, and for nothing after that', async () => {
    const { told, batches } = endlessBatches();
    const reader = toExportStream(batches, { format, separator: 'comma' }, ignore).getReader();
    expect(told.asked).toBe(0);
    for (const count of [1, 2, 3]) {
      await reader.read();
      expect(told.asked).toBe(count);
    }
    await reader.cancel();
    expect(told).toEqual({ asked: 3, ended: true });
  });

  it('breaks off where it cannot go on, and says why to the log only', async () => {
    const reason = new Error('the database is gone');
    const told: unknown[] = [];
    const stream = toExportStream(
      failing(reason),
      { format, separator: 'comma' },
      {
        t,
        onFailure: (error) => told.push(error),
      },
    );
    await expect(new Response(stream).text()).rejects.toThrow();
    expect(told).toEqual([reason]);
  });

  it('is a file', () => {
    expect(exportHeaders(format, { storeHash: 'abc123', now: Date.UTC(2026, 0, 5) })).toMatchObject({
      'Content-Disposition': `attachment; filename="customer-settings-history-abc123-2026-01-05.${format}"`,
    });
  });
});

it('writes side effects as rows of their own, and what a late write belongs to', async () => {
  const written = streamed('a note');
  const late = { of: 'given-up', over: 'newer' };
  const sideEffects = { before: { allowGlobalLogins: true }, stored: { allowGlobalLogins: false } };
  async function* batches() {
    yield [{ ...written, change: { ...written.change, late, sideEffects } }];
  }
  const stream = toExportStream(batches(), { format: 'csv', separator: 'comma' }, ignore);
  const [header = '', requested = '', sideEffect = ''] = (await new Response(stream).text()).split('\r\n');
  const cells = (line: string) =>
    Object.fromEntries(header.split(',').map((name, index) => [name, line.split(',')[index]]));
  expect(cells(requested)).toMatchObject({ side_effect: '', late_of: 'given-up', late_over: 'newer' });
  expect(cells(sideEffect)).toMatchObject({
    field: 'allow_global_logins',
    asked: '',
    side_effect: 'yes',
    late_of: 'given-up',
  });
  expect(cells(sideEffect).before).not.toBe(cells(sideEffect).stored);
});
