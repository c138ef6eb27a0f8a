import { describe, expect, it } from 'vitest';
import { chooseToRefresh, countOverrides, followersOf } from '../../../components/data/known-overrides';

const list = [{ id: 1 }, { id: 2 }, { id: 3 }];
const record = (channelId: number, overrides: 'policyUrl'[], seenAt: number | null = null) =>
  [
    channelId,
    {
      channelId,
      settings: Object.fromEntries(overrides.map((field) => [field, 'https://own.example/'])),
      seenAt,
    },
  ] as const;
const read = (settings: object, fetchedAt: number) => ({ tagged: { settings, etag: '"1"' }, fetchedAt });

describe('the overrides that are known', () => {
  it('are counted from the records, and from what the page has read before them', () => {
    const recorded = new Map([record(1, ['policyUrl'], 500), record(2, ['policyUrl'], 700)]);
    const scopes = new Map([[2, read({ policyUrl: null, trackingConsent: true }, 900)]]);
    const { counts, ...rest } = countOverrides(list, recorded, scopes);
    expect(counts).toMatchObject({ policyUrl: 1, trackingConsent: 1, guestCustomerGroupId: 0 });
    expect(rest).toEqual({ known: 2, all: 3, seenAt: 500 });
  });

  it('have no age while one was read by nobody knows whom', () => {
    const recorded = new Map([record(1, [], 500), record(2, [])]);
    expect(countOverrides(list, recorded, new Map())).toMatchObject({ known: 2, seenAt: null });
  });

  it('count no storefront that is gone', () => {
    const recorded = new Map([record(9, ['policyUrl'], 500)]);
    expect(countOverrides(list, recorded, new Map())).toMatchObject({ known: 0, counts: { policyUrl: 0 } });
  });
});

describe('the storefronts that follow the store', () => {
  it('are found in the records, and in what the page has read before them', () => {
    const named = list.map(({ id }) => ({ id, name: `Shop ${id}`, platform: '', status: '' }));
    const recorded = new Map([record(1, ['policyUrl']), record(2, ['policyUrl'])]);
    const scopes = new Map([[2, read({ policyUrl: null }, 900)]]);
    const ofPolicy = followersOf('policyUrl', named, recorded, scopes);
    expect(ofPolicy).toEqual({ storefronts: [named[1]], unknown: 1 });
    const ofConsent = followersOf('trackingConsent', named, recorded, scopes);
    expect(ofConsent).toEqual({ storefronts: [named[0]], unknown: 1 });
    expect(followersOf('policyUrl', named, new Map(), new Map())).toEqual({ storefronts: [], unknown: 3 });
  });
});

describe('what is refreshed at an opening', () => {
  it('is unknown first, then longest unseen, and never more than four', () => {
    const many = [1, 2, 3, 4, 5, 6].map((id) => ({ id }));
    const recorded = new Map([
      record(1, [], 50),
      record(2, [], 10),
      record(3, []),
      record(4, [], 30),
      record(6, [], 40),
    ]);
    expect(chooseToRefresh(many, recorded)).toEqual([5, 3, 2, 4]);
  });
});
