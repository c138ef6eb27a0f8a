import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp } from '../../harness/store-client.ts';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';
import type { World } from '../../../sandbox/world.ts';

const minute = 60 * 1000;

describe.each(engines)('server callbacks on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterEach(() => {
    world.sandbox.clock.skewMs = 0;
  });
  afterAll(() => world.stop());

  const callback = (path: string, payload: string, init: RequestInit = {}) =>
    fetch(`${world.app.url}${path}?signed_payload_jwt=${payload}`, init);

  async function installedStore() {
    const store = addTestStore(world.sandbox);
    const owner = await installApp(world, store.hash);
    const staff = await loadApp(world, store.hash, staffId);
    return { store, owner, staff };
  }

  describe('GET /uninstall', () => {
    it('ends every session of the store at once, and is harmless again', async () => {
      const { store, owner, staff } = await installedStore();
      const payload = await world.sandbox.signPayload(store.hash, { userId: ownerId });
      for (let time = 1; time <= 3; time++) expect((await callback('/uninstall', payload)).status).toBe(200);
      expect((await world.sandbox.callbacks.uninstall(store.hash)).status).toBe(200);
      for (const client of [owner, staff]) {
        const response = await client.call('GET', 'v3/customers/settings');
        expect(response.status).toBe(401);
        expect(await response.json()).toMatchObject({ code: 'installation_gone' });
      }
    });

    it('does not touch another store', async () => {
      const [one, other] = [await installedStore(), await installedStore()];
      await world.sandbox.callbacks.uninstall(one.store.hash);
      expect((await other.owner.call('GET', 'v3/customers/settings')).status).toBe(200);
    });

    it('is answered for a store that never installed', async () => {
      const { hash } = addTestStore(world.sandbox);
      expect((await callback('/uninstall', await world.sandbox.signPayload(hash))).status).toBe(200);
    });

    it('leaves a reinstalled store alone when the uninstall of before comes again or late', async () => {
      const { store } = await installedStore();
      const sent = await world.sandbox.signPayload(store.hash);
      expect((await callback('/uninstall', sent)).status).toBe(200);
      const again = await installApp(world, store.hash);
      expect((await callback('/uninstall', sent)).status).toBe(200);
      world.sandbox.clock.skewMs = -5 * minute;
      const late = await world.sandbox.signPayload(store.hash);
      expect((await callback('/uninstall', late)).status).toBe(200);
      expect((await again.call('GET', 'v3/customers/settings')).status).toBe(200);
    });
  });

  describe('GET /remove_user', () => {
    it('ends the sessions of that user only', async () => {
      const { store, owner, staff } = await installedStore();
      const elsewhere = await installedStore();
      expect((await world.sandbox.callbacks.removeUser(store.hash, staffId)).status).toBe(200);
      const response = await staff.call('GET', 'v3/customers/settings');
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'user_removed' });
      expect((await owner.call('GET', 'v3/customers/settings')).status).toBe(200);
      expect((await elsewhere.staff.call('GET', 'v3/customers/settings')).status).toBe(200);
    });

    it('is harmless when repeated, also for a user who was admitted again', async () => {
      const { store } = await installedStore();
      const payload = await world.sandbox.signPayload(store.hash, { userId: staffId });
      expect((await callback('/remove_user', payload)).status).toBe(200);
      world.sandbox.clock.skewMs = minute / 2;
      const back = await loadApp(world, store.hash, staffId);
      expect((await callback('/remove_user', payload)).status).toBe(200);
      expect((await back.call('GET', 'v3/customers/settings')).status).toBe(200);
    });

    it('is answered for a person who never opened the app', async () => {
      const { store } = await installedStore();
      expect((await callback('/remove_user', await world.sandbox.signPayload(store.hash))).status).toBe(200);
    });
  });

  describe.each(['/uninstall', '/remove_user'])('%s refuses', (path) => {
    it.each([
      ['another key', { secret: 'another-secret-of-somebody-else' }, 401, 'payload_signature_invalid'],
      ['another audience', { overrides: { aud: 'another-app' } }, 403, 'payload_audience_wrong'],
      ['no user', { overrides: { user: undefined } }, 422, 'payload_claims_invalid'],
    ])('%s, and changes nothing', async (_what, options, status, code) => {
      const { store, owner, staff } = await installedStore();
      const payload = await world.sandbox.signPayload(store.hash, { userId: staffId, ...options });
      const response = await callback(path, payload);
      expect(response.status).toBe(status);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code });
      for (const client of [owner, staff])
        expect((await client.call('GET', 'v3/customers/settings')).status).toBe(200);
    });

    it('a payload of the other callback', async () => {
      const { store } = await installedStore();
      const payload = await world.sandbox.signPayload(store.hash, { userId: staffId });
      const other = path === '/uninstall' ? '/remove_user' : '/uninstall';
      expect((await callback(other, payload)).status).toBe(200);
      expect((await callback(path, payload)).status).toBe(409);
    });

    it('no payload', async () => {
      const response = await fetch(`${world.app.url}${path}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'payload_missing' });
    });

    it('another method', async () => {
      const { store, owner } = await installedStore();
      const payload = await world.sandbox.signPayload(store.hash);
      const response = await callback(path, payload, { method: 'POST' });
      expect(response.status).toBe(405);
      expect(response.headers.get('Allow')).toBe('GET, HEAD');
      expect((await owner.call('GET', 'v3/customers/settings')).status).toBe(200);
    });
  });
});
