import { flushCompileCache } from 'node:module';
import { setInterval } from 'node:timers';
import { type BigCommerceClient, createBigCommerceClient } from '../../../lib/bigcommerce/client';
import { storefrontSettings, storeSettings } from '../../../lib/bigcommerce/customer-settings';
import { saveSettings } from '../../../lib/changes/save-settings';
import { createDatabase } from '../../../lib/database/database';
import { createLog } from '../../../lib/log';
import { withSteps } from './save-steps';
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

// A process that is killed writes no cache at its end.
flushCompileCache();

const client = createBigCommerceClient({ apiUrl });
const bigCommerce = withSteps(client, reach);
const database = createDatabase(databaseUrl);
const resourceOf = (through: BigCommerceClient) =>
  channelId === null ? storeSettings(through, access) : storefrontSettings(through, access, channelId);
const resource = resourceOf(bigCommerce);
const { etag } = await resourceOf(client).get();
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
