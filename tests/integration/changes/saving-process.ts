import { setInterval } from 'node:timers';
import { type BigCommerceClient, createBigCommerceClient } from '../../../lib/bigcommerce/client';
import { storefrontSettings } from '../../../lib/bigcommerce/customer-settings';
import { saveSettings } from '../../../lib/changes/save-settings';
import { createDatabase } from '../../../lib/database/database';
import { createLog } from '../../../lib/log';
import type { SavingOrder } from './saving-processes';

/** Saves what its first argument tells, says each step that it reaches, and stays at the one where it is to be killed. */
const order = JSON.parse(process.argv[2] ?? '') as SavingOrder;
const { databaseUrl, apiUrl, access, channelId, changes, stayAt } = order;

async function reach(step: string): Promise<void> {
  process.stdout.write(`${step}\n`);
  if (step !== stayAt) return;
  setInterval(() => undefined, 60_000);
  await new Promise(() => undefined);
}

const client = createBigCommerceClient({ apiUrl });
const bigCommerce: BigCommerceClient = {
  ...client,
  async call(caller, call) {
    if (call.method === 'PUT') await reach('before the write');
    const answer = await client.call(caller, call);
    await reach(call.method === 'PUT' ? 'before the mark' : 'before the trace');
    return answer;
  },
};
const database = createDatabase(databaseUrl);
const resource = storefrontSettings(bigCommerce, access, channelId);
const { etag } = await storefrontSettings(client, access, channelId).get();
const dependencies = { database, now: () => Date.now(), log: createLog('warn') };
await saveSettings(dependencies, {
  scope: { storeHash: access.storeHash, channelId },
  resource,
  changes,
  ifMatch: [etag],
  author: { userId: 1, role: 'owner' },
  origin: { source: 'app' },
  requestId: order.requestId,
});
await reach('after the mark');
await database.destroy();
await client.close();
