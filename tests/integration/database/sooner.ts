import { expect } from 'vitest';

/**
 * Expects that work ends while an attempt with more patience, begun no later, still waits. How long either takes on
 * this machine does not matter: only which of their time limits ends first.
 */
export async function expectSooner(work: Promise<unknown>, patient: Promise<unknown>): Promise<void> {
  let waiting = true;
  const end = () => {
    waiting = false;
  };
  void patient.then(end, end);
  await work;
  expect(waiting, 'the patient attempt still waits').toBe(true);
}
