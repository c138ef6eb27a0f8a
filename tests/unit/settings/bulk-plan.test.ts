import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesSomething,
  copySettings,
  groupsComingIntoUse,
  planScopes,
  type ScopePlan,
  scopesTurningConsentOff,
} from '@/lib/settings/bulk-plan';
import { type CustomerSettings, settingFields } from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, pickFields, presentFields } from '@/lib/settings/diff';

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const address = fc.constantFrom('', 'https://a.example/', 'https://b.example/');
const groupId = fc.integer({ min: 0, max: 2 });

const storefront: fc.Arbitrary<CustomerSettings> = fc.record(
  {
    trackingConsent: orNull(fc.boolean()),
    trackingConsentOnCheckout: orNull(fc.boolean()),
    policyUrl: orNull(address),
    guestCustomerGroupId: orNull(groupId),
    defaultCustomerGroupId: orNull(groupId),
    allowGlobalLogins: orNull(fc.boolean()),
  },
  { requiredKeys: [] },
);

/** The values that can be requested: `null` cannot be written for the logins. */
const wantedArbitrary = storefront.map((settings) =>
  pickFields(settings, (field) => field !== 'allowGlobalLogins' || settings[field] !== null),
);

const store: fc.Arbitrary<CustomerSettings> = fc.record(
  { trackingConsent: fc.boolean(), guestCustomerGroupId: groupId, defaultCustomerGroupId: groupId },
  { requiredKeys: [] },
);

const storefronts = fc
  .array(storefront, { maxLength: 6 })
  .map((all) => new Map(all.map((settings, index) => [index + 1, settings])));

/** The plan where every storefront shall have the same. */
const planBulkChange = (
  wanted: CustomerSettings,
  current: ReadonlyMap<number | null, CustomerSettings>,
): ScopePlan[] => planScopes(new Map([...current.keys()].map((scope) => [scope, wanted])), current);

describe('the plan of a bulk change', () => {
  it('gives every storefront exactly what was asked for, and touches nothing else', () => {
    fc.assert(
      fc.property(wantedArbitrary, storefronts, (wanted, current) => {
        const plans = planBulkChange(wanted, current);
        expect(plans.map(({ channelId }) => channelId)).toEqual([...current.keys()]);
        for (const { channelId, changes, missing } of plans) {
          const before = current.get(channelId ?? 0) ?? {};
          const after = applySettings(before, changes);
          for (const field of settingFields) {
            const asked = wanted[field] !== undefined && !missing.includes(field);
            expect(after[field]).toBe(asked ? wanted[field] : before[field]);
          }
        }
      }),
    );
  });

  it('lists no change that changes nothing', () => {
    fc.assert(
      fc.property(wantedArbitrary, storefronts, (wanted, current) => {
        for (const { before, changes } of planBulkChange(wanted, current))
          for (const field of presentFields(changes)) expect(changes[field]).not.toBe(before[field]);
      }),
    );
  });

  it('names what a storefront does not have, and does not write it', () => {
    fc.assert(
      fc.property(wantedArbitrary, storefronts, (wanted, current) => {
        for (const { before, changes, missing } of planBulkChange(wanted, current)) {
          expect(missing).toEqual(
            settingFields.filter((field) => field in wanted && before[field] === undefined),
          );
          for (const field of missing) expect(changes).not.toHaveProperty(field);
        }
      }),
    );
  });

  it('has nothing left to do once it was carried out', () => {
    fc.assert(
      fc.property(wantedArbitrary, storefronts, (wanted, current) => {
        const done = planBulkChange(wanted, current).map(
          ({ channelId, before, changes }) => [channelId, applySettings(before, changes)] as const,
        );
        expect(planBulkChange(wanted, new Map(done)).some(changesSomething)).toBe(false);
      }),
    );
  });

  it('keeps null, 0, "", false and absent apart', () => {
    const wanted: CustomerSettings = { guestCustomerGroupId: 0, policyUrl: '', trackingConsent: null };
    const [nulls, empties, absent] = planBulkChange(
      wanted,
      new Map<number, CustomerSettings>([
        [1, { guestCustomerGroupId: null, policyUrl: null, trackingConsent: null }],
        [2, { guestCustomerGroupId: 0, policyUrl: '', trackingConsent: false }],
        [3, {}],
      ]),
    );
    expect(nulls?.changes).toEqual({ guestCustomerGroupId: 0, policyUrl: '' });
    expect(empties?.changes).toEqual({ trackingConsent: null });
    expect(absent?.changes).toEqual({});
    expect(absent?.missing).toEqual(['trackingConsent', 'policyUrl', 'guestCustomerGroupId']);
  });
});

describe('copying from a storefront', () => {
  it('makes the others like it wherever that can be, inheritance included, and once is enough', () => {
    fc.assert(
      fc.property(storefront, storefronts, (source, current) => {
        const { wanted, notCopied } = copySettings(source, settingFields);
        for (const { before, changes, missing } of planBulkChange(wanted, current)) {
          const after = applySettings(before, changes);
          const skipped = [...missing, ...notCopied.map(({ field }) => field)];
          const copied = pickFields(source, (field) => !skipped.includes(field));
          expect(diffSettings(after, copied)).toEqual({});
          expect(planBulkChange(wanted, new Map([[1, after]])).some(changesSomething)).toBe(false);
        }
      }),
    );
  });

  it('changes nothing on the storefront itself', () => {
    fc.assert(
      fc.property(storefront, (source) => {
        const { wanted } = copySettings(source, settingFields);
        expect(planBulkChange(wanted, new Map([[1, source]])).some(changesSomething)).toBe(false);
      }),
    );
  });

  it('says what cannot be copied, and why', () => {
    const { wanted, notCopied } = copySettings(
      {
        trackingConsent: null,
        policyUrl: 'http://not-safe.example/',
        guestCustomerGroupId: 0,
        allowGlobalLogins: null,
      },
      ['trackingConsent', 'policyUrl', 'guestCustomerGroupId', 'defaultCustomerGroupId', 'allowGlobalLogins'],
    );
    expect(wanted).toEqual({ trackingConsent: null, guestCustomerGroupId: 0 });
    expect(notCopied).toEqual([
      { field: 'policyUrl', reason: 'invalid' },
      { field: 'defaultCustomerGroupId', reason: 'absent' },
      { field: 'allowGlobalLogins', reason: 'unset' },
    ]);
  });
});

describe('the groups that come into use', () => {
  it('names exactly the storefronts that use another group afterwards', () => {
    fc.assert(
      fc.property(wantedArbitrary, storefronts, store, (wanted, current, global) => {
        const plans = planBulkChange(wanted, current);
        const coming = groupsComingIntoUse('guestCustomerGroupId', global, plans);
        const named = [...coming.values()].flat().sort();
        const changed = plans.filter(({ before, changes }) => {
          const use = ({ guestCustomerGroupId: own }: CustomerSettings) => own ?? global.guestCustomerGroupId;
          return use(applySettings(before, changes)) !== use(before);
        });
        const known = changed.filter(
          ({ before, changes }) =>
            (applySettings(before, changes).guestCustomerGroupId ?? global.guestCustomerGroupId) !==
            undefined,
        );
        expect(named).toEqual(known.map(({ channelId }) => channelId));
      }),
    );
  });

  it("sees the store's group come back where a storefront follows the store again", () => {
    const plans = planBulkChange(
      { guestCustomerGroupId: null },
      new Map([
        [1, { guestCustomerGroupId: 0 }],
        [2, { guestCustomerGroupId: 7 }],
        [3, { guestCustomerGroupId: null }],
      ]),
    );
    expect(groupsComingIntoUse('guestCustomerGroupId', { guestCustomerGroupId: 7 }, plans)).toEqual(
      new Map([[7, [1]]]),
    );
  });
});

describe('the scopes that stop asking for consent', () => {
  it('are those whose consent in effect goes from on to off', () => {
    fc.assert(
      fc.property(
        wantedArbitrary,
        fc.option(fc.boolean(), { nil: undefined }),
        storefronts,
        store,
        (wanted, wantedOfStore, current, global) => {
          const scopes = new Map<number | null, CustomerSettings>([[null, global], ...current]);
          const wishes = new Map<number | null, CustomerSettings>(
            [...current.keys()].map((id) => [id, wanted]),
          );
          if (wantedOfStore !== undefined) wishes.set(null, { trackingConsent: wantedOfStore });
          const plans = planScopes(wishes, scopes);
          const storeAfter = applySettings(global, plans[0]?.changes ?? {}).trackingConsent;
          const expected = plans.filter(({ channelId, before, changes }) => {
            const own = applySettings(before, changes).trackingConsent;
            const was =
              channelId === null
                ? global.trackingConsent
                : (before.trackingConsent ?? global.trackingConsent);
            const is = channelId === null ? storeAfter : (own ?? storeAfter);
            return was === true && is === false;
          });
          expect(scopesTurningConsentOff(global, plans)).toEqual(expected.map(({ channelId }) => channelId));
        },
      ),
    );
  });

  it('are those that follow the store, too, whether it changes with them or they come back to it', () => {
    const off = { trackingConsent: false };
    const on = { trackingConsent: true };
    const follows = { trackingConsent: null };
    const current = new Map<number | null, CustomerSettings>([
      [null, on],
      [1, follows],
      [2, on],
    ]);
    const plans = planScopes(
      new Map<number | null, CustomerSettings>([
        [null, off],
        [1, {}],
        [2, {}],
      ]),
      current,
    );
    expect(scopesTurningConsentOff(on, plans)).toEqual([null, 1]);
    const back = planBulkChange(follows, new Map([[2, on]]));
    expect(scopesTurningConsentOff(off, back)).toEqual([2]);
    expect(scopesTurningConsentOff(on, back)).toEqual([]);
  });
});
