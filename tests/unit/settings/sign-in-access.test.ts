import { describe, expect, it } from 'vitest';
import {
  customerKinds,
  explainSignIn,
  type GlobalLogins,
  type SignInAccess,
  signInAccess,
  type SignInEffect,
} from '@/lib/settings/sign-in-access';

const values: readonly GlobalLogins[] = [true, false, null, undefined];

describe('who can sign in on a storefront', () => {
  it.each<[GlobalLogins, SignInAccess]>([
    [true, 'yes'],
    [false, 'no'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('without an assignment, where global logins are %s: %s', (globalLogins, access) => {
    for (const looksAt of [true, false])
      expect(signInAccess('unassigned', globalLogins, looksAt)).toBe(access);
  });

  it.each(values)('with an assignment is the same whether global logins are %s', (globalLogins) => {
    expect(signInAccess('here', globalLogins, true)).toBe('yes');
    expect(signInAccess('here', globalLogins, false)).toBe('no');
    expect(signInAccess('elsewhere', globalLogins, true)).toBe('no');
    expect(signInAccess('elsewhere', globalLogins, false)).toBe('whereAssigned');
  });
});

describe('a change of global logins', () => {
  const effects: [before: GlobalLogins, after: GlobalLogins, effect: SignInEffect][] = [
    [true, true, 'none'],
    [true, false, 'loses'],
    [true, null, 'mayLose'],
    [true, undefined, 'mayLose'],
    [false, true, 'gains'],
    [false, false, 'none'],
    [false, null, 'mayGain'],
    [false, undefined, 'mayGain'],
    [null, true, 'mayGain'],
    [null, false, 'mayLose'],
    [null, null, 'none'],
    [null, undefined, 'none'],
    [undefined, true, 'mayGain'],
    [undefined, false, 'mayLose'],
    [undefined, null, 'none'],
    [undefined, undefined, 'none'],
  ];

  it('has an effect listed for every combination', () => {
    expect(effects.map(([before, after]) => [before, after])).toEqual(
      values.flatMap((before) => values.map((after) => [before, after])),
    );
  });

  it.each(effects)('from %s to %s: %s', (before, after, effect) => {
    const explained = explainSignIn({ channelId: 2, before, after }, new Map());
    expect(explained.effect).toBe(effect);
    const [row, ...further] = explained.rows;
    expect(further).toEqual([]);
    expect(row).toEqual({
      channelId: 2,
      access: {
        unassigned: {
          before: signInAccess('unassigned', before, true),
          after: signInAccess('unassigned', after, true),
        },
        here: { before: 'yes', after: 'yes' },
        elsewhere: { before: 'no', after: 'no' },
      },
    });
  });

  it.each<[GlobalLogins, string]>([
    [true, 'unassigned'],
    [false, 'here'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('to %s: new customers are %s', (after, newCustomers) => {
    for (const before of values)
      expect(explainSignIn({ channelId: 2, before, after }, new Map()).newCustomers).toBe(newCustomers);
  });

  it.each(values.flatMap((after) => values.map((other) => [after, other] as const)))(
    'to %s beside another storefront with %s: whether the unassigned can sign in somewhere',
    (after, other) => {
      const { unassignedSomewhere } = explainSignIn(
        { channelId: 2, before: true, after },
        new Map([[3, other]]),
      );
      const known = [after, other];
      const expected = known.includes(true)
        ? 'yes'
        : known.every((value) => value === false)
          ? 'no'
          : 'unknown';
      expect(unassignedSomewhere).toBe(expected);
    },
  );

  it('does not say that the unassigned can sign in nowhere while storefronts are not listed', () => {
    const edited = { channelId: 2, before: true, after: false };
    const somewhere = (others: [number, GlobalLogins][]) =>
      explainSignIn(edited, new Map(others), false).unassignedSomewhere;
    expect(somewhere([])).toBe('unknown');
    expect(somewhere([[3, false]])).toBe('unknown');
    expect(somewhere([[3, true]])).toBe('yes');
  });

  it('changes nothing on other storefronts, and names the edited one first and once', () => {
    const others = new Map<number, GlobalLogins>([
      [1, false],
      [2, true],
      [3, null],
    ]);
    const { rows } = explainSignIn({ channelId: 2, before: true, after: false }, others);
    expect(rows.map(({ channelId }) => channelId)).toEqual([2, 1, 3]);
    for (const { access } of rows.slice(1))
      for (const kind of customerKinds) expect(access[kind].after).toBe(access[kind].before);
    expect(rows[1]?.access).toEqual({
      unassigned: { before: 'no', after: 'no' },
      here: { before: 'no', after: 'no' },
      elsewhere: { before: 'whereAssigned', after: 'whereAssigned' },
    });
  });
});
