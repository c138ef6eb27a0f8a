import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import type { Store } from '../../../sandbox/sandbox.ts';
import { clientSecret, startWorld, type World } from '../../../sandbox/world.ts';

const formerSecret = 'client-secret-from-before-the-rotation-7a1e';

/** While the secret is rotated, BigCommerce may sign with either. */
describe('an app with two client secrets', () => {
  let world: World;
  let store: Store;
  beforeAll(async () => {
    world = await startWorld({ environment: { CLIENT_SECRET: `${clientSecret},${formerSecret}` } });
    store = addTestStore(world.sandbox, { storefronts: 1 });
    await installApp(world, store.hash);
  });
  afterAll(() => world.stop());

  const load = async (secret: string): Promise<number> => {
    const payload = await world.sandbox.signPayload(store.hash, { secret });
    return (await fetch(`${world.app.url}/load?signed_payload_jwt=${payload}`)).status;
  };

  async function sendWebhook(secret: string): Promise<number> {
    const [id, timestamp] = [randomUUID(), Math.floor(Date.now() / 1_000)];
    const body = JSON.stringify({
      store_id: '1',
      producer: store.context,
      created_at: timestamp,
      scope: 'store/channel/1/settings/customerPrivacy/updated',
      data: {},
      hash: randomUUID(),
    });
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    const response = await fetch(`${world.app.url}/api/webhooks`, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      },
    });
    return response.status;
  }

  it.each([
    ['the new one', clientSecret],
    ['the former one', formerSecret],
  ])('opens for a payload signed with %s, and takes a webhook signed with it', async (_, secret) => {
    expect(await load(secret)).toBe(200);
    const reads = { storeHash: store.hash, method: 'GET', path: /\/settings\/channels\/1$/ } as const;
    const before = world.sandbox.requests.list(reads).length;
    expect(await sendWebhook(secret)).toBe(200);
    // The page that was just opened may read it as well.
    await expect.poll(() => world.sandbox.requests.list(reads).length).toBeGreaterThan(before);
  });

  it('refuses what is signed with a third one, or with the list itself', async () => {
    for (const secret of ['a-secret-that-never-was-of-this-app', `${clientSecret},${formerSecret}`]) {
      expect(await load(secret)).toBe(401);
      expect(await sendWebhook(secret)).toBe(401);
    }
  });

  it('knows the former one no more once it is removed from the list', async () => {
    await world.restartApp({ CLIENT_SECRET: clientSecret });
    expect(await load(clientSecret)).toBe(200);
    expect(await load(formerSecret)).toBe(401);
    expect(await sendWebhook(formerSecret)).toBe(401);
  });
});
