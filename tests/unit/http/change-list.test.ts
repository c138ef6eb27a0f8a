import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toWirePath } from '@/lib/settings/wire';
import { AppError } from '@/lib/errors';
import {
  fromCursor,
  parseChangesQuery,
  parseExportQuery,
  parsePageQuery,
  toCursor,
} from '@/lib/http/change-list';
import { settingFields } from '@/lib/settings/customer-settings';
import { createServerTranslator } from '@/lib/i18n/translator';

const t = await createServerTranslator('en');

const asking = (query: string) => new Request(`http://app.example/api/x?${query}`);

/** The parameters that a query was refused for. */
function refused(query: string, parse: typeof parsePageQuery | typeof parseChangesQuery = parseChangesQuery) {
  try {
    parse(asking(query), t);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_fields')
      return Object.entries(error.details.fieldErrors ?? {}).map(([name, message]) => {
        expect(message).toMatch(/^[A-Z][a-z]/);
        return name;
      });
    throw error;
  }
  return [];
}

describe('the query of the history', () => {
  it('asks for the first page of everything where it is empty', () => {
    expect(parseChangesQuery(asking(''), t)).toEqual({ filters: {}, paging: { after: null, limit: 25 } });
  });

  it('takes every filter', () => {
    const position = { at: 1_767_614_400_000, id: randomUUID() };
    const query = new URLSearchParams({
      storefront: '1024801',
      field: 'privacy_settings.policy_url',
      user: '9876543210',
      source: 'bulk',
      note: ' as Agreed ',
      from: '2026-01-05',
      until: '2026-01-06T01:30:00+01:00',
      cursor: toCursor(position),
      limit: '100',
    });
    expect(parseChangesQuery(asking(query.toString()), t)).toEqual({
      filters: {
        channelId: 1_024_801,
        field: 'policyUrl',
        userId: 9_876_543_210,
        source: 'bulk',
        note: 'as Agreed',
        from: Date.UTC(2026, 0, 5),
        until: Date.UTC(2026, 0, 6, 0, 30),
      },
      paging: { after: position, limit: 100 },
    });
    expect(parseChangesQuery(asking('storefront=store'), t).filters).toEqual({ channelId: null });
  });

  it.each(settingFields)('knows %s by its path', (field) => {
    expect(parseChangesQuery(asking(`field=${toWirePath(field)}`), t).filters).toEqual({ field });
  });

  it.each([
    'storefront=0',
    'storefront=-1',
    'storefront=2147483648',
    'storefront=Store',
    'storefront=1%20or%201=1',
    'storefront=',
    'field=policyUrl',
    'field=policy_url',
    'field=__proto__',
    'field=constructor',
    'user=abc',
    'user=0',
    'user=99999999999999999999',
    'user=1.5',
    'source=App',
    'source=',
    'from=yesterday',
    'from=2026-02-30',
    'from=2026-01-05T12:00:00',
    'from=1767614400000',
    'until=2026-13-01',
    'limit=0',
    'limit=101',
    'limit=1e2',
    'limit=-5',
    'cursor=',
    'cursor=x',
    `cursor=${'A'.repeat(300)}`,
    'from=%00',
  ])('refuses %s', (query) => {
    expect(refused(query)).toEqual([query.split('=')[0]]);
  });

  it('names every fault at once, whatever parameters are called', () => {
    expect(refused('who=1&limit=0&__proto__=2').toSorted()).toEqual(['__proto__', 'limit', 'who']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'Source', ''])('knows no parameter %j', (name) => {
    expect(refused(`${encodeURIComponent(name)}=1`)).toEqual([name]);
  });

  it('takes each parameter once', () => {
    expect(refused('user=1&user=2')).toEqual(['user']);
  });

  it('takes no filters for the changes of one entry', () => {
    expect(parsePageQuery(asking('limit=5'), t)).toEqual({ after: null, limit: 5 });
    expect(refused('source=app', parsePageQuery)).toEqual(['source']);
  });

  it('wants to know the format of an export, which has no pages', () => {
    expect(parseExportQuery(asking('format=csv&source=app'), t)).toEqual({
      options: { format: 'csv', separator: 'comma' },
      filters: { source: 'app' },
    });
    expect(parseExportQuery(asking('format=csv&separator=semicolon'), t).options).toEqual({
      format: 'csv',
      separator: 'semicolon',
    });
    for (const query of ['', 'format=xlsx', 'format=CSV', 'format=csv&limit=5', 'format=csv&separator=;'])
      expect(() => parseExportQuery(asking(query), t)).toThrow(
        expect.objectContaining({ code: 'invalid_fields' }),
      );
  });

  it('never fails in any other way', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        const query = new URLSearchParams([[name, value]]).toString();
        expect(refused(query)).toEqual([name]);
      }),
    );
  });
});

describe('cursors', () => {
  it('lead back to where they were made', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8_640_000_000_000_000 }), fc.uuid({ version: 4 }), (at, id) => {
        expect(fromCursor(toCursor({ at, id }))).toEqual({ at, id });
      }),
    );
  });

  it.each([
    [-1, randomUUID()],
    [0.5, randomUUID()],
    [1, "'; drop table changes; --"],
    [1],
    [1, randomUUID(), 3],
    ['1', randomUUID()],
    { at: 1, id: randomUUID() },
    null,
    1,
  ])('that the app did not make are refused: %j', (forged) => {
    expect(fromCursor(Buffer.from(JSON.stringify(forged)).toString('base64url'))).toBeNull();
  });

  it('of any kind never fail', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fromCursor(text)).toBeNull();
      }),
    );
  });
});
