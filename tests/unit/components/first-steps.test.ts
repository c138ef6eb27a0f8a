import { expect, it } from 'vitest';
import { stepsDone } from '../../../components/settings/first-run-notices';

it.each([
  ['nothing', {}, []],
  ['what was never set or is off', { trackingConsent: null, policyUrl: null, guestCustomerGroupId: 0 }, []],
  ['an empty address', { trackingConsent: false, policyUrl: '' }, []],
  [
    'consent and an address',
    { trackingConsent: true, policyUrl: 'https://a.example/' },
    ['consent', 'policy'],
  ],
  ['a group for new customers alone', { guestCustomerGroupId: 0, defaultCustomerGroupId: 3 }, ['groups']],
])('the first steps are ticked from %s', (_what, settings, done) => {
  expect([...stepsDone(settings, { groups: [], complete: false })]).toEqual(done);
});

it('the step of the groups is ticked in a store without groups, once all of them are read', () => {
  const some = { groups: [{ id: 3, name: 'Retail' }], complete: true };
  expect([...stepsDone({}, { groups: [], complete: true })]).toEqual(['groups']);
  expect([...stepsDone({}, some)]).toEqual([]);
  expect([...stepsDone({ guestCustomerGroupId: 3 }, some)]).toEqual(['groups']);
});
