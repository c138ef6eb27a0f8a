import { expect, it } from 'vitest';
import { createBigCommerceClient } from '../../../lib/bigcommerce/client';
import { fromWireSettings } from '../../../lib/settings/wire';
import { createSettingsObserver } from '../../../lib/changes/settings-observer';
import { createDatabase } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { createSqliteEngine } from '../database/engines';
import { addInstalledStore, sandboxApp, saveInOrder, silentLog } from './saving-store';

it('does not record a read that began before another server’s save, for any request that shares it', async () => {
  const engine = createSqliteEngine();
  await engine.start();
  const database = createDatabase(await engine.createUrl());
  await migrateDatabase(database);
  const sandbox = await startSandbox({ app: sandboxApp, seed: 'empty', quiet: true });
  const [here, there] = [1, 2].map(() => createBigCommerceClient({ apiUrl: sandbox.url }));
  if (!here || !there) throw new Error('no clients');
  const { store, access } = await addInstalledStore(sandbox, database);
  const dependencies = { database, now: () => Date.now(), log: silentLog };
  const observer = createSettingsObserver({ ...dependencies, bigCommerce: here });
  await observer.observe(access, null);
  const asked = sandbox.requests.list().length;

  sandbox.faults.add({ kind: 'latency', ms: 1_500, after: true, times: 1, match: { method: 'GET' } });
  const early = observer.readStore(access);
  await expect.poll(() => sandbox.requests.list().length).toBe(asked + 1);
  const seen = fromWireSettings(store.settings, null);
  const order = { access, channelId: null, userId: 1, seen, changes: { policyUrl: '' } };
  await saveInOrder({ ...dependencies, bigCommerce: there }, order);
  const sent = sandbox.requests.list().length;
  const late = observer.readStore(access);
  expect((await early).settings.policyUrl, 'it was requested before the save').toBe(seen.policyUrl);
  expect((await late).settings.policyUrl, 'it was requested after the save').toBe('');
  expect(sandbox.requests.list()).toHaveLength(sent);
  await observer.observe(access, null);
  const rows = await database.selectFrom('changes').select(['source', 'status']).execute();
  expect(rows).toEqual([{ source: 'app', status: 'applied' }]);

  await database.destroy();
  await here.close();
  await there.close();
  await sandbox.close();
  await engine.stop();
});
