import { expect, it } from 'vitest';
import { createLookAgain } from '@/lib/changes/look-again';
import type { Scope } from '@/lib/settings/scope';

const start = 1_000_000;

/** Plans reads whose times a test says. */
function createPlans() {
  const looked: Scope[] = [];
  const planned: (() => void)[] = [];
  const lookAgain = createLookAgain({
    look: async (scope) => void looked.push(scope),
    now: () => start,
    later: (run) => planned.push(run),
  });
  const runAll = () => planned.splice(0).forEach((run) => run());
  return { lookAgain, looked, planned, runAll };
}

it('reads a scope once for reads that are planned for about the same time', () => {
  const { lookAgain, looked, runAll } = createPlans();
  const scope = { storeHash: 'one', channelId: 2 };
  for (const ms of [5_000, 5_000, 3_500, 35_000]) lookAgain(scope, start + ms);
  runAll();
  expect(looked).toEqual([scope, scope]);
});

it('plans few reads of one scope', () => {
  const { lookAgain, planned } = createPlans();
  for (let n = 0; n < 20; n++) lookAgain({ storeHash: 'one', channelId: null }, start + n * 10_000);
  expect(planned).toHaveLength(8);
});

it('leaves places to other stores where one plans reads of many scopes, and frees them', () => {
  const { lookAgain, looked, planned, runAll } = createPlans();
  const planMany = () => {
    for (let channelId = 1; channelId <= 3_000; channelId++)
      lookAgain({ storeHash: 'one', channelId }, start);
  };
  planMany();
  expect(planned).toHaveLength(500);
  const other = { storeHash: 'two', channelId: null };
  lookAgain(other, start);
  runAll();
  expect(looked).toContainEqual(other);
  planMany();
  expect(planned).toHaveLength(500);
});

it('bounds the scopes of all stores together', () => {
  const { lookAgain, planned } = createPlans();
  for (let n = 0; n < 10_500; n++) lookAgain({ storeHash: `store${n}`, channelId: null }, start);
  expect(planned).toHaveLength(10_000);
});
