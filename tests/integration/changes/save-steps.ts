import type { BigCommerceClient } from '../../../lib/bigcommerce/client';

/** The steps of a save at which a server can end. */
export const savingSteps = [
  'before the trace',
  'before the write',
  'before the mark',
  'after the mark',
] as const;

/** The further steps of a save whose write emptied what it was not sent. */
export const puttingBackSteps = ['before putting back', 'after putting back'] as const;

export type SaveStep = (typeof savingSteps)[number] | (typeof puttingBackSteps)[number];

/**
 * A client of one save that says which step the save has come to, before it goes on.
 *
 * @param reach stays where the save has to stop; the step after the mark is the caller's to say
 */
export function withSteps(
  client: BigCommerceClient,
  reach: (step: SaveStep) => Promise<void>,
): BigCommerceClient {
  let writes = 0;
  return {
    ...client,
    async call(caller, call) {
      if (call.method === 'PUT') writes += 1;
      const isPutBack = writes > 1;
      if (call.method === 'PUT') await reach(isPutBack ? 'before putting back' : 'before the write');
      const answer = await client.call(caller, call);
      if (call.method !== 'PUT') await reach('before the trace');
      else await reach(isPutBack ? 'after putting back' : 'before the mark');
      return answer;
    },
  };
}
