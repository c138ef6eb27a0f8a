import { describe, expect, it } from 'vitest';
import {
  findStorefronts,
  type MatrixSearch,
  pageOf,
  storefrontsPerPage,
} from '../../../components/storefronts/matrix-search';
import { type ScopeSettings, unknownScope, withOutcome } from '../../../components/data/scope-settings';
import { AppError } from '../../../lib/errors';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import type { Storefront } from '../../../lib/settings/storefront';

const everything: MatrixSearch = { query: '', onlyOverridden: false, field: null, descending: false };

function storefront(id: number, name: string): Storefront {
  return { id, name, platform: 'bigcommerce', status: 'active' };
}

function read(settings: CustomerSettings): ScopeSettings {
  return withOutcome(unknownScope, { kind: 'read', tagged: { settings, etag: '""' } }, 1);
}

const storefronts = [
  storefront(30, 'Shop 10'),
  storefront(12, 'Élan'),
  storefront(1, 'shop 9'),
  storefront(301, 'Shop 9'),
];

function idsOf(search: Partial<MatrixSearch>, rows = new Map<number, ScopeSettings>()): number[] {
  return findStorefronts(storefronts, rows, { ...everything, ...search }, 'en').map(({ id }) => id);
}

describe('the storefronts that match', () => {
  it('are sorted as people count and spell, those of one name by id, and the other way round', () => {
    expect(idsOf({})).toEqual([12, 1, 301, 30]);
    expect(idsOf({ descending: true })).toEqual([30, 301, 1, 12]);
  });

  it('leaves the given list as it was', () => {
    const before = [...storefronts];
    idsOf({ descending: true });
    expect(storefronts).toEqual(before);
  });

  it('are found by part of a name in any case, with or without accents', () => {
    expect(idsOf({ query: 'ELAN' })).toEqual([12]);
    expect(idsOf({ query: ' élan ' })).toEqual([12]);
    expect(idsOf({ query: 'op 9' })).toEqual([1, 301]);
  });

  it('are found by the beginning of an id', () => {
    expect(idsOf({ query: '30' })).toEqual([301, 30]);
    expect(idsOf({ query: '301' })).toEqual([301]);
  });

  it('take what was typed for text and not for a pattern', () => {
    expect(idsOf({ query: '.*' })).toEqual([]);
    expect(idsOf({ query: '(' })).toEqual([]);
  });

  it('with overrides: null is none, and 0, "" and false are some', () => {
    const rows = new Map([
      [30, read({ policyUrl: '' })],
      [12, read({ policyUrl: null, trackingConsent: false })],
      [1, read({ policyUrl: null, guestCustomerGroupId: 0 })],
      [301, read({ policyUrl: null, trackingConsent: null, allowGlobalLogins: true })],
    ]);
    expect(idsOf({ onlyOverridden: true }, rows)).toEqual([12, 1, 30]);
    expect(idsOf({ field: 'policyUrl' }, rows)).toEqual([30]);
    expect(idsOf({ field: 'guestCustomerGroupId', onlyOverridden: true }, rows)).toEqual([1]);
    expect(idsOf({ onlyOverridden: true, query: 'shop' }, rows)).toEqual([1, 30]);
  });

  it('with overrides: what was not read is not claimed to have any', () => {
    const rows = new Map<number, ScopeSettings>([
      [30, { ...unknownScope, fetching: true }],
      [12, withOutcome(unknownScope, { kind: 'failed', error: new AppError('store_failed') }, 1)],
    ]);
    expect(idsOf({ onlyOverridden: true }, rows)).toEqual([]);
    expect(idsOf({}, rows)).toHaveLength(4);
  });
});

describe('a page of storefronts', () => {
  const sixty = Array.from({ length: 60 }, (_, index) => storefront(index + 1, `Shop ${index + 1}`));

  it('holds so many, and says which', () => {
    const { shown, ...page } = pageOf(sixty, 2);
    expect(page).toEqual({ page: 2, pages: 3, from: 51, to: 60 });
    expect(shown.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => index + 51));
    expect(pageOf(sixty, 0).shown).toHaveLength(storefrontsPerPage);
  });

  it('is the last one where the wanted one is gone, and never none', () => {
    expect(pageOf(sixty, 9)).toMatchObject({ page: 2, from: 51 });
    expect(pageOf(sixty, -1)).toMatchObject({ page: 0, from: 1 });
    expect(pageOf([], 3)).toEqual({ shown: [], page: 0, pages: 1, from: 0, to: 0 });
  });
});
