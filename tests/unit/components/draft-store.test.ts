import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraftStores } from '../../../components/shell/draft-store';
import { createDraftKeeper } from '../../../components/shell/kept-drafts';
import { editField, withReason } from '../../../components/shell/settings-draft';

const before = { policyUrl: '', trackingConsent: true };

/** As much of a tab's storage as the drafts need; its keys are enumerable, as a browser's are. */
function createTabStorage(kept: Map<string, string>): object {
  return new Proxy(
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
    {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
}

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('window', { sessionStorage: createTabStorage(kept) });
});
afterEach(() => void vi.unstubAllGlobals());

/** The drafts that a page that is opened now holds for a person. */
const openFor = (userId: number | null, storeHash = 'abc', at = 0) =>
  createDraftStores(createDraftKeeper(storeHash, userId, () => at));

function type(drafts: ReturnType<typeof openFor>, channelId: number | null, policyUrl: string): void {
  drafts.of(channelId).change((draft) => editField(draft, before, 'policyUrl', policyUrl));
}

describe('drafts in one tab', () => {
  it('come back to the person who left them, by scope', () => {
    const left = openFor(1);
    type(left, null, 'https://global.example/');
    type(left, 7, 'https://seven.example/');
    const back = openFor(1);
    expect(back.of(null).read()).toEqual({
      edits: { policyUrl: 'https://global.example/' },
      seen: { policyUrl: '' },
      restored: true,
    });
    expect(back.of(7).read().edits).toEqual({ policyUrl: 'https://seven.example/' });
    expect(back.waiting().size).toBe(2);
    expect(left.of(null).read().restored).toBe(false);
  });

  it('come back with their reason, which ends with the edits', () => {
    const left = openFor(1);
    type(left, 7, 'https://seven.example/');
    left.of(7).change((draft) => withReason(draft, 'As agreed'));
    expect(openFor(1).of(7).read()).toMatchObject({ reason: 'As agreed', restored: true });
    type(left, 7, '');
    type(left, 7, 'https://again.example/');
    expect(openFor(1).of(7).read().reason).toBeUndefined();
  });

  it.each([
    ['x'.repeat(600), 'x'.repeat(500)],
    [{ evil: true }, undefined],
  ])('take no more for a reason than one may be: %j', (reason, taken) => {
    const drafts = { 7: { edits: { policyUrl: '' }, seen: {}, reason } };
    kept.set('customer-settings:abc:drafts:1', JSON.stringify({ at: 1, drafts }));
    expect(openFor(1).of(7).read().reason).toBe(taken);
  });

  it('never come to another person, who neither sees nor removes them', () => {
    type(openFor(1), 7, 'https://one.example/');
    const other = openFor(2);
    expect(other.waiting().size).toBe(0);
    type(other, 7, 'https://two.example/');
    other.of(7).change(() => ({ edits: {}, seen: {} }));
    other.forget();
    expect(openFor(1).of(7).read().edits).toEqual({ policyUrl: 'https://one.example/' });
  });

  it('belong to one store, whoever the person is', () => {
    type(openFor(1, 'abc'), null, 'https://abc.example/');
    expect(openFor(1, 'other').waiting().size).toBe(0);
  });

  it('are kept for nobody where the person is not known', () => {
    type(openFor(null), null, 'https://shop.example/');
    expect(kept.size).toBe(0);
  });

  it('leave nothing behind once they are saved or forgotten, also by a late answer', () => {
    const drafts = openFor(1);
    type(drafts, 7, 'https://seven.example/');
    drafts.of(7).change((draft) => editField(draft, before, 'policyUrl', ''));
    expect([kept.size, drafts.waiting().size]).toEqual([0, 0]);
    type(drafts, 7, 'https://seven.example/');
    drafts.forget();
    type(drafts, 7, 'https://late.example/');
    expect([kept.size, drafts.waiting().size]).toEqual([0, 0]);
  });

  it('make room for those of new people, the longest unused first', () => {
    for (let userId = 1; userId <= 10; userId += 1)
      type(openFor(userId, 'abc', userId), 7, 'https://a.example/');
    type(openFor(1, 'abc', 11), 8, 'https://b.example/');
    kept.set('another-key', 'stays');
    type(openFor(11, 'other', 12), 7, 'https://a.example/');
    expect(openFor(2).waiting().size).toBe(0);
    expect(openFor(1).waiting().size).toBe(2);
    expect(openFor(3).waiting().size).toBe(1);
    expect(kept.size).toBe(11);
  });

  it('too long for the tab stay in memory', () => {
    const drafts = openFor(1);
    type(drafts, 7, 'https://seven.example/');
    type(drafts, 7, `https://${'a'.repeat(500_000)}`);
    expect(kept.size).toBe(0);
    expect(drafts.waiting().size).toBe(1);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '7'],
    ['no drafts', '{"at":1}'],
    ['a draft that is none', '{"at":1,"drafts":{"7":null}}'],
    ['scopes that are none', '{"at":1,"drafts":{"-7":{"edits":{"policyUrl":"x"},"seen":{}}}}'],
  ])('are none where the tab holds %s', (_what, text) => {
    kept.set('customer-settings:abc:drafts:1', text);
    expect(openFor(1).waiting().size).toBe(0);
  });
});
