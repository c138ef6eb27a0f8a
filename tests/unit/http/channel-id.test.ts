import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelIdsMax } from '@/lib/api/contract';
import { isInView, readChannelId, readChannelIds } from '@/lib/http/path-ids';

const asking = (query: string) => new Request(`http://app.example/api/x?${query}`);

describe('readChannelId', () => {
  it('takes every positive 32 bit integer as people write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (id) => {
        expect(readChannelId(String(id))).toBe(id);
      }),
    );
  });

  it.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '0x1',
    '01',
    '+1',
    ' 1',
    '1 ',
    '',
    'abc',
    '１',
    '2147483648',
    '9999999999',
    'NaN',
  ])('refuses %j', (segment) => {
    expect(() => readChannelId(segment)).toThrow(expect.objectContaining({ code: 'channel_not_found' }));
  });
});

describe('readChannelIds', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  it('keeps the order', () => {
    expect(readChannelIds(asking('channel_id:in=3,1,2'))).toEqual([3, 1, 2]);
    expect(readChannelIds(asking('channel_id%3Ain=3%2C1'))).toEqual([3, 1]);
  });

  it('takes as many as one request may ask for, and not one more', () => {
    expect(readChannelIds(asking(`channel_id:in=${ids(channelIdsMax).join(',')}`))).toHaveLength(
      channelIdsMax,
    );
    expect(() => readChannelIds(asking(`channel_id:in=${ids(channelIdsMax + 1).join(',')}`))).toThrow(
      expect.objectContaining({ code: 'not_found' }),
    );
  });

  it.each(['', 'channel_id:in=', 'channel_id=1'])('refuses %j, which names none', (query) => {
    expect(() => readChannelIds(asking(query))).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it.each([',', '1,', '1,,2', '1,a', '1;2'])('refuses %j', (list) => {
    expect(() => readChannelIds(asking(`channel_id:in=${list}`))).toThrow(
      expect.objectContaining({ code: 'channel_not_found' }),
    );
  });
});

describe('isInView', () => {
  it.each([
    ['in_view=true', true],
    ['in_view=false', false],
    ['in_view=1', false],
    ['', false],
  ])('%j: %s', (query, inView) => {
    expect(isInView(asking(query))).toBe(inView);
  });
});
