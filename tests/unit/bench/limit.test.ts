import { expect, it } from 'vitest';
import { within } from '../../bench/limit';

it('gives up what takes too long, and says what it was', async () => {
  const never = new Promise<void>(() => undefined);
  await expect(within(20, 'the report', never)).rejects.toThrow('the report took longer than 0.02 s');
});

it('passes on what came in time, and a failure as it is', async () => {
  await expect(within(60_000, 'a value', Promise.resolve(7))).resolves.toBe(7);
  await expect(within(60_000, 'a value', Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});
