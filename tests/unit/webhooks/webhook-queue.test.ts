import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhookQueue, type Observe } from '@/lib/webhooks/webhook-queue';
import { AppError } from '@/lib/errors';
import { createDatabase, type Database } from '@/lib/database/database';
import { endInstallation, saveInstallation } from '@/lib/database/installations';
import { migrateDatabase } from '@/lib/database/migrate';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';

const cipher = createAccessTokenCipher(deriveKeys(['a-secret-of-at-least-32-characters-1']));

/** Waits for a condition, however slow the machine is. */
const until = (condition: () => void) => vi.waitFor(condition, { timeout: 15_000, interval: 1 });

describe('createWebhookQueue', () => {
  let database: Database;
  let observed: string[];
  let held: (() => void)[];
  let hold: boolean;
  let failures: unknown[];

  beforeEach(async () => {
    database = createDatabase('sqlite::memory:');
    await migrateDatabase(database);
    [observed, held, hold, failures] = [[], [], false, []];
    for (const storeHash of ['one', 'two']) await install(storeHash);
  });
  afterEach(() => database.destroy());

  async function install(storeHash: string): Promise<void> {
    await saveInstallation(database, {
      storeHash,
      installationId: `installation-of-${storeHash}`,
      accessTokenJwe: await cipher.encrypt(`token-of-${storeHash}`, storeHash),
      oauthScopes: [],
      owner: { id: 1, email: 'owner@shop.example' },
      installedAt: 1,
    });
  }

  const observe: Observe = async ({ storeHash, accessToken }, channelId) => {
    expect(accessToken).toBe(`token-of-${storeHash}`);
    observed.push(`${storeHash} ${String(channelId)}`);
    if (hold) await new Promise<void>((resolve) => held.push(resolve));
  };

  const watch = (look: Observe = observe) =>
    createWebhookQueue({
      database,
      cipher,
      observe: look,
      onFailure: (_event, error) => failures.push(error),
    });
  const releaseAll = async (done: () => boolean) => {
    hold = false;
    await until(() => {
      for (const release of held.splice(0)) release();
      expect(done()).toBe(true);
    });
  };

  it('looks with the store’s own token, and not where the app is not installed', async () => {
    const watched = watch();
    await endInstallation(database, 'two', 2);
    await Promise.all(['one', 'two', 'three'].map((storeHash) => watched.look({ storeHash, channelId: 5 })));
    expect(observed).toEqual(['one 5']);
    expect(failures).toEqual([]);
  });

  it('makes one look of all that is told before it begins, and one more of all that is told during it', async () => {
    const watched = watch();
    hold = true;
    const told = [1, 2, 3].map(() => watched.look({ storeHash: 'one', channelId: 5 }));
    await until(() => expect(held).toHaveLength(1));
    for (let time = 1; time <= 50; time++) told.push(watched.look({ storeHash: 'one', channelId: 5 }));
    await releaseAll(() => observed.length === 2);
    await Promise.all(told);
    expect(observed).toEqual(['one 5', 'one 5']);
    await watched.look({ storeHash: 'one', channelId: 5 });
    expect(observed).toHaveLength(3);
  });

  it('misses nothing that is told while a look is just coming to its end', async () => {
    for (let steps = 0; steps < 40; steps++) {
      observed = [];
      let told: Promise<void> | undefined;
      const watched = watch(async (...what) => {
        await observe(...what);
        if (observed.length > 1) return;
        const later = async () => {
          for (let step = 0; step < steps; step++) await Promise.resolve();
          told = watched.look({ storeHash: 'one', channelId: 5 });
        };
        void later();
      });
      await watched.look({ storeHash: 'one', channelId: 5 });
      await until(() => expect(told).toBeDefined());
      await told;
      expect(observed.length, `told ${steps} steps later`).toBe(2);
    }
  });

  it('makes one look of all that comes while the look waits for its turn at BigCommerce', async () => {
    let begin = (): void => undefined;
    const watched = watch(async (access, channelId, onBegin) => {
      await observe(access, channelId, onBegin);
      begin = onBegin;
      if (observed.length === 1) await new Promise<void>((resolve) => held.push(resolve));
    });
    const told = [watched.look({ storeHash: 'one', channelId: 5 })];
    await until(() => expect(held).toHaveLength(1));
    for (let time = 1; time <= 5; time++) told.push(watched.look({ storeHash: 'one', channelId: 5 }));
    begin();
    held.forEach((release) => release());
    await Promise.all(told);
    expect(observed, 'all events came before BigCommerce was asked').toHaveLength(1);
  });

  it('does not let one store hold up another', async () => {
    const watched = watch((access, channelId, onBegin) =>
      access.storeHash === 'one' ? new Promise(() => undefined) : observe(access, channelId, onBegin),
    );
    for (let channelId = 1; channelId <= 100; channelId++) void watched.look({ storeHash: 'one', channelId });
    await watched.look({ storeHash: 'two', channelId: 1 });
    expect(observed).toEqual(['two 1']);
  });

  it('tells of failures, never throws them, and is not stopped by them', async () => {
    const failure = new AppError('store_failed');
    let fails = true;
    const watched = watch(async (...told) => {
      if (fails) throw failure;
      await observe(...told);
    });
    await watched.look({ storeHash: 'one', channelId: 1 });
    expect(failures).toEqual([failure]);
    fails = false;
    await watched.look({ storeHash: 'one', channelId: 1 });
    expect(observed).toEqual(['one 1']);
  });

  it('has nothing to tell of a storefront that is gone', async () => {
    const watched = watch(() => Promise.reject(new AppError('channel_not_found')));
    await watched.look({ storeHash: 'one', channelId: 1 });
    expect(failures).toEqual([]);
  });

  it(
    'holds no more than 2,000 storefronts of one store, and others beside it',
    { timeout: 60_000 },
    async () => {
      const watched = watch();
      hold = true;
      const told = Array.from({ length: 2_005 }, (_, index) =>
        watched.look({ storeHash: 'one', channelId: index + 1 }),
      );
      expect(failures).toHaveLength(5);
      told.push(watched.look({ storeHash: 'two', channelId: null }));
      expect(failures).toHaveLength(5);
      await until(() => expect(held.length).toBeGreaterThan(0));
      await releaseAll(() => observed.length === 2_001);
      await Promise.all(told);
    },
  );
});
