import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { applySettings, pickFields } from '@/lib/settings/diff';
import {
  advance,
  compareRead,
  decideRead,
  formerKeptMs,
  type LastKnown,
  secondLookMs,
  settlingMs,
  suspect,
} from '@/lib/settings/last-known';
import { storefrontSettingsArbitrary as storefrontSettings } from './settings-arbitraries';

const start = 1_000_000_000_000;

const first = (settings: CustomerSettings): LastKnown => ({ settings, former: [], suspected: [] });

describe('a read of a value', () => {
  const written = advance(first({ policyUrl: 'old', guestCustomerGroupId: 1 }), { policyUrl: 'ours' }, start);
  const at = (value: string | null | undefined, ms: number, lastKnown = written) =>
    decideRead(lastKnown, 'policyUrl', value, start + ms);

  it.each([
    ['ours', 0, 'same'],
    ['ours', settlingMs, 'same'],
    [undefined, 0, 'same'],
    ['old', 0, 'stale'],
    ['old', settlingMs - 1, 'stale'],
    ['old', settlingMs, 'unsure'],
    ['old', formerKeptMs - 1, 'unsure'],
    ['old', formerKeptMs, 'outside'],
    ['other', 0, 'outside'],
    ['', 0, 'outside'],
    [null, 0, 'outside'],
  ] as const)('of %j, %i ms after our write, is %s', (value, ms, verdict) => {
    expect(at(value, ms)).toBe(verdict);
  });

  it('decides at a second look, 5 seconds after the first', () => {
    const found = { policyUrl: 'old' };
    const seenAt = start + settlingMs + 1;
    const once = suspect(written, compareRead(written, found, seenAt), found, seenAt);
    expect(at('old', settlingMs + secondLookMs, once)).toBe('unsure');
    expect(at('old', settlingMs + secondLookMs + 1, once)).toBe('outside');
    expect(at('other', settlingMs + 2, once), 'another value needs no second look').toBe('outside');
  });

  it('begins anew where a look in between shows what is known', () => {
    const old = { policyUrl: 'old' };
    const ours = { policyUrl: 'ours' };
    const seenAt = start + settlingMs;
    const once = suspect(written, compareRead(written, old, seenAt), old, seenAt);
    const cleared = suspect(once, compareRead(once, ours, seenAt + 1_000), ours, seenAt + 1_000);
    expect(cleared.suspected).toEqual([]);
    expect(at('old', settlingMs + secondLookMs, cleared)).toBe('unsure');
  });

  it('keeps null, 0, false and "" apart', () => {
    const values = [null, 0, false, ''] as const;
    for (const known of values)
      for (const found of values) {
        const verdict = decideRead(
          first({ trackingConsent: known as never }),
          'trackingConsent',
          found,
          start,
        );
        expect(verdict).toBe(found === known ? 'same' : 'outside');
      }
  });

  it('says nothing about a field of which nothing was known', () => {
    expect(decideRead(first({}), 'policyUrl', 'found', start)).toBe('same');
    expect(compareRead(first({}), { policyUrl: 'found' }, start).learned).toEqual(['policyUrl']);
  });

  it('says when a further look decides', () => {
    const found = { policyUrl: 'old' };
    expect(compareRead(written, found, start + 1).lookAgainAt).toBe(start + settlingMs);
    const seenAt = start + settlingMs + 7;
    expect(compareRead(written, found, seenAt).lookAgainAt).toBe(seenAt + secondLookMs);
    expect(compareRead(written, { policyUrl: 'other' }, seenAt).lookAgainAt).toBeNull();
  });
});

describe('reads in general', () => {
  const writes = fc.array(fc.tuple(storefrontSettings, fc.integer({ min: 0, max: 10_000 })), {
    maxLength: 12,
  });

  /** The stored settings after each write, and the last known ones after all of them. */
  function play(initial: CustomerSettings, edits: [CustomerSettings, number][]) {
    const versions = [{ settings: initial, at: start }];
    let lastKnown = first(initial);
    let now = start;
    for (const [edit, ms] of edits) {
      now += ms;
      lastKnown = advance(lastKnown, edit, now);
      versions.push({ settings: applySettings(versions.at(-1)?.settings ?? {}, edit), at: now });
    }
    return { versions, lastKnown, now };
  }

  it('never record an old copy, however many writes ago, nor a mixture of old copies', () => {
    fc.assert(
      fc.property(
        storefrontSettings,
        writes,
        fc.integer({ min: 0 }),
        fc.integer({ min: 0 }),
        (initial, edits, i, j) => {
          const { versions, lastKnown, now } = play(initial, edits);
          // A copy is old only as long as what replaced it settles.
          const isRecent = (index: number) => (versions[index + 1]?.at ?? now) > now - settlingMs;
          const recent = versions.filter((_, index) => isRecent(index)).map(({ settings }) => settings);
          const [one = {}, other = {}] = [recent[i % recent.length], recent[j % recent.length]];
          for (const found of [one, applySettings(one, other)]) {
            const { outside, unsure, settings } = compareRead(lastKnown, found, now);
            expect([outside, unsure]).toEqual([[], []]);
            const isFound = (field: keyof CustomerSettings) => found[field] !== undefined;
            expect(settings).toEqual(applySettings(found, pickFields(lastKnown.settings, isFound)));
          }
        },
      ),
    );
  });

  it('record a value at once that was neither known nor replaced', () => {
    fc.assert(
      fc.property(storefrontSettings, writes, (initial, edits) => {
        const { lastKnown, now } = play({ ...initial, policyUrl: '' }, edits);
        const found = { ...lastKnown.settings, policyUrl: 'https://nobody-wrote-this.example/' };
        const comparison = compareRead(lastKnown, found, now);
        expect(comparison.outside).toEqual(['policyUrl']);
        expect(comparison.settings.policyUrl).toBe(found.policyUrl);
      }),
    );
  });

  it('record a lasting return to a former value after the settling time and a second look', () => {
    fc.assert(
      fc.property(storefrontSettings, writes, (initial, edits) => {
        const { versions, lastKnown, now } = play(initial, edits);
        const found = versions[0]?.settings ?? {};
        const differing = Object.keys(found).filter(
          (field) => found[field as 'policyUrl'] !== lastKnown.settings[field as 'policyUrl'],
        );
        const firstLook = now + settlingMs;
        const suspected = suspect(lastKnown, compareRead(lastKnown, found, firstLook), found, firstLook);
        const { outside } = compareRead(suspected, found, firstLook + secondLookMs);
        expect([...outside].sort()).toEqual(differing.sort());
      }),
    );
  });

  it('are remembered within bounds', () => {
    let lastKnown = first({ policyUrl: '' });
    for (let index = 0; index < 1_000; index++)
      lastKnown = advance(lastKnown, { policyUrl: `https://${index}.example/` }, start + index);
    expect(lastKnown.former).toHaveLength(200);
    expect(lastKnown.former[0]?.value).toBe('https://998.example/');
    expect(advance(lastKnown, { policyUrl: '' }, start + 2 * formerKeptMs).former).toHaveLength(1);
  });
});
