import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp } from '../../harness/store-client.ts';
import { addTestStore, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';

describe.each(engines)('the session on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterAll(() => world.stop());

  it('is renewed on demand, and the new seal works', async () => {
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    const response = await client.call('POST', 'session');
    expect(response.status).toBe(204);
    const seal = response.headers.get('X-Session') ?? '';
    expect(seal).not.toBe(client.seal);
    expect((await client.call('GET', 'v3/customers/settings', { seal })).status).toBe(200);
  });

  it('ends on demand, with every seal that it was renewed by, and no other session with it', async () => {
    const store = addTestStore(world.sandbox);
    const owner = await installApp(world, store.hash);
    const staff = await loadApp(world, store.hash, staffId);
    const renewed = (await owner.call('POST', 'session')).headers.get('X-Session') ?? '';
    expect((await owner.call('DELETE', 'session')).status).toBe(204);
    for (const seal of [owner.seal, renewed]) {
      const response = await owner.call('GET', 'v3/customers/settings', { seal });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'session_ended' });
    }
    expect((await staff.call('GET', 'v3/customers/settings')).status).toBe(200);
  });

  it('outlives a restart of the server', async () => {
    const client = await installApp(world, addTestStore(world.sandbox).hash);
    await world.restartApp();
    expect((await client.call('GET', 'v3/customers/settings')).status).toBe(200);
  });

  it('outlives a rotation of the secret, and ends with the secret that sealed it', async () => {
    const store = addTestStore(world.sandbox);
    const client = await installApp(world, store.hash);
    const old = world.environment.SESSION_SECRET ?? '';
    const next = 'the-next-session-secret-of-these-tests-77b1';
    await world.restartApp({ SESSION_SECRET: `${next},${old}` });
    expect((await client.call('GET', 'v3/customers/settings')).status).toBe(200);
    // Opening the app encrypts the store's token with the new secret, so that the old one can go.
    const reopened = await loadApp(world, store.hash);
    await world.restartApp({ SESSION_SECRET: next });
    expect((await client.call('GET', 'v3/customers/settings')).status).toBe(401);
    expect((await reopened.call('GET', 'v3/customers/settings')).status).toBe(200);
    expect((await loadApp(world, store.hash)).seal).toBeTruthy();
    await world.restartApp();
  });
});
