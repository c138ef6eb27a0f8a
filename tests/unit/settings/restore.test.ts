import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planScopes } from '@/lib/settings/bulk-plan';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import { applySettings, diffSettings, pickFields } from '@/lib/settings/diff';
import { goneGroupsOf, isAsBefore, planRestore } from '@/lib/settings/restore';

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** A storefront with all its settings, none of which cannot be written. */
const storefront: fc.Arbitrary<CustomerSettings> = fc.record({
  trackingConsent: orNull(fc.boolean()),
  policyUrl: orNull(fc.constantFrom('', 'https://a.example/')),
  guestCustomerGroupId: orNull(fc.integer({ min: 0, max: 2 })),
  allowGlobalLogins: fc.boolean(),
});

const groups = { groups: [1, 2].map((id) => ({ id, name: `Group ${id}` })), complete: true };

const changeOf = (before: CustomerSettings, after: CustomerSettings, id = 'a') => ({
  id,
  channelId: 1,
  before: pickFields(before, (field) => diffSettings(before, after)[field] !== undefined),
});

describe('a restore', () => {
  it('takes a change back, and nothing that it did not touch', () => {
    fc.assert(
      fc.property(storefront, storefront, storefront, (before, after, later) => {
        const change = changeOf(before, after);
        const { wanted, notRestored, restores } = planRestore([change], groups);
        expect(notRestored).toEqual([]);
        expect(restores.get(1)).toBe('a');
        const [atOnce] = planScopes(wanted, new Map([[1, after]]));
        expect(applySettings(after, atOnce?.changes ?? {})).toEqual(before);
        const [plan] = planScopes(wanted, new Map([[1, later]]));
        expect(applySettings(later, plan?.changes ?? {})).toEqual(applySettings(later, change.before));
      }),
    );
  });

  it('says that there is nothing to bring back exactly where nothing would be written', () => {
    fc.assert(
      fc.property(storefront, storefront, storefront, (before, after, current) => {
        const change = changeOf(before, after);
        const [plan] = planScopes(planRestore([change], groups).wanted, new Map([[1, current]]));
        expect(isAsBefore(change, current)).toBe(Object.keys(plan?.changes ?? {}).length === 0);
      }),
    );
  });

  it('goes back to before the first of several changes', () => {
    const first = { id: 'a', channelId: 1, before: { policyUrl: 'https://a.example/' } };
    const second = { id: 'b', channelId: 1, before: { policyUrl: '', trackingConsent: true } };
    const { wanted, restores } = planRestore([first, second], groups);
    expect(wanted.get(1)).toEqual({ policyUrl: 'https://a.example/', trackingConsent: true });
    expect(restores.get(1)).toBe('b');
  });

  it('refuses a deleted group until another is chosen', () => {
    const change = {
      id: 'a',
      channelId: null,
      before: { guestCustomerGroupId: 7, defaultCustomerGroupId: 0 },
    };
    expect(goneGroupsOf([change], groups)).toEqual([7]);
    const { wanted, notRestored } = planRestore([change], groups);
    expect(wanted.get(null)).toEqual({ defaultCustomerGroupId: 0 });
    expect(notRestored).toEqual([{ channelId: null, field: 'guestCustomerGroupId', reason: 'groupGone' }]);
    expect(planRestore([change], groups, new Map([[7, 0]])).wanted.get(null)).toEqual({
      guestCustomerGroupId: 0,
      defaultCustomerGroupId: 0,
    });
    const unread = { ...groups, complete: false };
    expect(goneGroupsOf([change], unread)).toEqual([]);
    expect(planRestore([change], unread).notRestored).toEqual([]);
  });

  it('names what cannot be written', () => {
    const before = { allowGlobalLogins: null, policyUrl: 'http://a.example/', trackingConsent: null };
    const { wanted, notRestored } = planRestore([{ id: 'a', channelId: 1, before }], groups);
    expect(wanted.get(1)).toEqual({ trackingConsent: null });
    expect(notRestored.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'policyUrl invalid',
      'allowGlobalLogins unset',
    ]);
  });
});
