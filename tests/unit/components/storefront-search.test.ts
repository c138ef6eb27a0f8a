import { describe, expect, it } from 'vitest';
import {
  countValues,
  findStorefronts,
  type MatrixFacts,
  type MatrixSearch,
  pageOf,
  storefrontsPerPage,
} from '../../../components/storefronts/matrix-search';
import { type ScopeSettings, unknownScope, withOutcome } from '../../../components/data/scope-settings';
import { AppError } from '../../../lib/errors';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import type { Storefront } from '../../../lib/settings/storefront';

const everything: MatrixSearch = {
  query: '',
  onlyOverridden: false,
  onlyProblems: false,
  field: null,
  value: null,
  order: { by: 'name', descending: false },
};

const deletedGroupId = 12;

function factsOf(
  scopes: ReadonlyMap<number, ScopeSettings>,
  recorded: MatrixFacts['recorded'] = null,
): MatrixFacts {
  return {
    scopes,
    recorded,
    global: { trackingConsent: true, guestCustomerGroupId: 3, policyUrl: 'https://shop.example/privacy' },
    text: (_field, value) => String(value),
    isDeletedGroup: (id) => id === deletedGroupId,
    locale: 'en',
  };
}

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
  return findStorefronts(storefronts, { ...everything, ...search }, factsOf(rows)).map(({ id }) => id);
}

describe('the storefronts that match', () => {
  it('are sorted as people count and spell, those of one name by id, and the other way round', () => {
    expect(idsOf({})).toEqual([12, 1, 301, 30]);
    expect(idsOf({ order: { by: 'name', descending: true } })).toEqual([30, 301, 1, 12]);
  });

  it('leaves the given list as it was', () => {
    const before = [...storefronts];
    idsOf({ order: { by: 'name', descending: true } });
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

describe('storefronts by their values in effect', () => {
  const rows = new Map<number, ScopeSettings>([
    [30, read({ trackingConsent: false, guestCustomerGroupId: null, policyUrl: null })],
    [12, read({ trackingConsent: null, guestCustomerGroupId: deletedGroupId, policyUrl: '' })],
    [
      1,
      read({ trackingConsent: null, guestCustomerGroupId: null, policyUrl: null, allowGlobalLogins: null }),
    ],
    [301, withOutcome(unknownScope, { kind: 'failed', error: new AppError('store_failed') }, 1)],
  ]);

  it('are found by a value, whether it is inherited or not', () => {
    expect(idsOf({ value: { field: 'trackingConsent', value: true } }, rows)).toEqual([12, 1]);
    expect(idsOf({ value: { field: 'trackingConsent', value: false } }, rows)).toEqual([30]);
    expect(idsOf({ value: { field: 'guestCustomerGroupId', value: 3 } }, rows)).toEqual([1, 30]);
    expect(idsOf({ value: { field: 'policyUrl', value: '' } }, rows)).toEqual([12]);
    expect(idsOf({ value: { field: 'allowGlobalLogins', value: null } }, rows)).toEqual([1]);
  });

  it('have a problem where they name a deleted group or could not be read', () => {
    expect(idsOf({ onlyProblems: true }, rows)).toEqual([12, 301]);
    expect(idsOf({ onlyProblems: true, onlyOverridden: true }, rows)).toEqual([12]);
    const inherited = { ...factsOf(rows), global: { guestCustomerGroupId: deletedGroupId } };
    const search = { ...everything, onlyProblems: true };
    expect(findStorefronts(storefronts, search, inherited).map(({ id }) => id)).toEqual([12, 1, 301, 30]);
  });

  it('are sorted by a value, then by name, and last those that are not known', () => {
    expect(idsOf({ order: { by: 'trackingConsent', descending: false } }, rows)).toEqual([30, 12, 1, 301]);
    expect(idsOf({ order: { by: 'trackingConsent', descending: true } }, rows)).toEqual([12, 1, 30, 301]);
  });

  it('are counted for each value, most frequent first, with those that have their own', () => {
    const columns = countValues(storefronts, factsOf(rows));
    expect(columns.find(({ field }) => field === 'trackingConsent')).toEqual({
      field: 'trackingConsent',
      own: 1,
      values: [
        { value: true, count: 2 },
        { value: false, count: 1 },
      ],
    });
    expect(columns.find(({ field }) => field === 'allowGlobalLogins')).toEqual({
      field: 'allowGlobalLogins',
      own: 0,
      values: [
        { value: undefined, count: 2 },
        { value: null, count: 1 },
      ],
    });
  });
});

describe('storefronts that this page has not read yet', () => {
  const scopes = new Map<number, ScopeSettings>([
    [30, read({ trackingConsent: null, policyUrl: null })],
    [1, withOutcome(unknownScope, { kind: 'failed', error: new AppError('store_failed') }, 1)],
    [301, { ...unknownScope, fetching: true }],
  ]);
  const own = { settings: { trackingConsent: false, policyUrl: '' } };
  const recorded = new Map([30, 12, 1].map((id) => [id, own]));
  const facts = factsOf(scopes, recorded);
  const search = (different: Partial<MatrixSearch>) =>
    findStorefronts(storefronts, { ...everything, ...different }, facts).map(({ id }) => id);

  it('are found by their record, which neither a read nor a failure leaves in force', () => {
    expect(search({ onlyOverridden: true })).toEqual([12]);
    expect(search({ field: 'policyUrl' })).toEqual([12]);
    expect(search({ value: { field: 'trackingConsent', value: false } })).toEqual([12]);
    expect(search({ value: { field: 'trackingConsent', value: true } })).toEqual([30]);
    expect(search({ onlyProblems: true })).toEqual([1]);
  });

  it('are sorted by their record, before those of which nothing is known', () => {
    expect(search({ order: { by: 'trackingConsent', descending: false } })).toEqual([12, 30, 1, 301]);
    expect(search({ order: { by: 'trackingConsent', descending: true } })).toEqual([30, 12, 1, 301]);
  });

  it('are counted as their rows show them', () => {
    const columns = countValues(storefronts, facts);
    expect(columns.find(({ field }) => field === 'trackingConsent')).toEqual({
      field: 'trackingConsent',
      own: 1,
      values: [
        { value: true, count: 1 },
        { value: false, count: 1 },
      ],
    });
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
