import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/errors';
import { limits } from '@/lib/limits';
import { createCheckTurns } from '@/lib/policy-check/check-turns';

const done = async () => 'done';

function secondsOf(error: unknown): number | undefined {
  return error instanceof AppError && error.code === 'policy_checks_limited'
    ? error.details.retryAfterSeconds
    : undefined;
}

describe('turns of checks', () => {
  it('are a few a minute for each store', async () => {
    let now = 1_000_000;
    const turns = createCheckTurns(() => now);
    for (let count = 0; count < limits.policyChecks; count += 1) {
      expect(await turns.run('one', done)).toBe('done');
      now += 1_000;
    }
    const refused = await turns.run('one', done).catch(secondsOf);
    expect(refused).toBe(limits.policyCheckWindowMs / 1_000 - limits.policyChecks);
    expect(await turns.run('two', done)).toBe('done');
    now += Number(refused) * 1_000;
    expect(await turns.run('one', done)).toBe('done');
    expect(await turns.run('one', done).catch(secondsOf)).toBe(1);
  });

  it('are fewer at once for one store, which leaves turns to the others', async () => {
    const turns = createCheckTurns(() => 0);
    const ends: (() => void)[] = [];
    const open = Array.from({ length: limits.storePolicyChecksAtOnce }, () =>
      turns.run('one', () => new Promise<void>((end) => ends.push(end))),
    );
    expect(await turns.run('one', done).catch(secondsOf)).toBe(5);
    expect(await turns.run('two', done)).toBe('done');
    ends.forEach((end) => end());
    await Promise.all(open);
    expect(await turns.run('one', done)).toBe('done');
  });

  it('are a few at once for the server, and free again after a failure', async () => {
    const turns = createCheckTurns(() => 0);
    const ends: (() => void)[] = [];
    const open = Array.from({ length: limits.policyChecksAtOnce }, (_, index) =>
      turns.run(
        `store${index}`,
        () => new Promise<void>((_done, fail) => ends.push(() => fail(new Error('x')))),
      ),
    );
    expect(await turns.run('late', done).catch(secondsOf)).toBe(5);
    ends.forEach((end) => end());
    await Promise.allSettled(open);
    expect(await turns.run('late', done)).toBe('done');
  });
});
