import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftStores } from '../../../components/shell/draft-store';

/** As much of a tab's storage as the drafts need. */
function createTabStorage(kept: Map<string, string>) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const draftOf = (policyUrl: string) => JSON.stringify({ edits: { policyUrl }, seen: { policyUrl: '' } });

describe('a draft that the tab kept', () => {
  let kept: Map<string, string>;
  beforeEach(() => {
    kept = new Map();
    vi.stubGlobal('window', { sessionStorage: createTabStorage(kept) });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    ['the store', null, 'customer-settings:abc:draft', 'customer-settings:abc:draft:abc/store'],
    ['a storefront', 2, 'customer-settings:abc:draft:2', 'customer-settings:abc:draft:abc/2'],
  ])('under the former key of %s is read once, and kept under the present one', (_what, id, former, key) => {
    kept.set(former, draftOf('https://shop.example/'));
    expect(createDraftStores('abc').of(id).read()).toMatchObject({
      edits: { policyUrl: 'https://shop.example/' },
      restored: true,
    });
    expect([...kept.keys()]).toEqual([key]);
  });

  it('under the present key is not replaced by a former one', () => {
    kept.set('customer-settings:abc:draft', draftOf('https://old.example/'));
    kept.set('customer-settings:abc:draft:abc/store', draftOf('https://new.example/'));
    expect(createDraftStores('abc').of(null).read().edits).toEqual({ policyUrl: 'https://new.example/' });
  });
});
