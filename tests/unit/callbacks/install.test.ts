import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallbackDependencies } from '@/lib/callbacks/callback-dependencies';
import { createGrantExchange } from '@/lib/callbacks/grant-exchange';
import { install } from '@/lib/callbacks/install';
import { createDatabase, type Database } from '@/lib/database/database';
import { findInstallation } from '@/lib/database/installations';
import { migrateDatabase } from '@/lib/database/migrate';
import { AppError } from '@/lib/errors';
import { requiredOauthScopes } from '@/lib/bigcommerce/oauth-scopes';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';
import { createSessionSealer } from '@/lib/session/session-sealer';

type Token = Awaited<ReturnType<CallbackDependencies['login']['exchangeGrant']>>;

const keys = deriveKeys(['a-secret-of-at-least-32-characters-1']);
const cipher = createAccessTokenCipher(keys);
const storeOwner = { id: 1, email: 'owner@shop.example' };
const staff = { id: 2, email: 'staff@shop.example' };
const token: Token = {
  accessToken: 'token',
  oauthScopes: [...requiredOauthScopes],
  storeHash: 'one',
  user: storeOwner,
  owner: storeOwner,
};

let database: Database;
beforeEach(async () => {
  database = createDatabase('sqlite::memory:');
  await migrateDatabase(database);
});
afterEach(() => database.destroy());

const query = (code: string) =>
  new URLSearchParams({ code, scope: requiredOauthScopes.join(' '), context: 'stores/one' });

/** The callbacks of one server; all share the database. */
function serverWith(
  exchangeGrant: () => Promise<Token>,
  wait: (ms: number) => Promise<unknown> = async () => undefined,
): CallbackDependencies {
  return {
    database,
    cipher,
    wait,
    login: { exchangeGrant },
    grantExchange: createGrantExchange(),
    callerAddress: () => null,
    verifyPayload: () => Promise.reject(new Error('not called')),
    sealer: createSessionSealer(keys, () => 1_000_000),
    webhooks: { keep: async () => undefined, end: async () => undefined },
    inBackground: () => undefined,
    now: () => 1_000_000,
  };
}

const refused = () => Promise.reject(new AppError('grant_rejected'));
const installed = (server: CallbackDependencies, code = 'code') => install(server, query(code), 'en');

it('is done where another server stored the outcome of the same code meanwhile', async () => {
  const first = serverWith(async () => token);
  const second = serverWith(async () => {
    await installed(first);
    return refused();
  });
  expect(await installed(second)).toMatchObject({ storeHash: 'one', userId: storeOwner.id });
});

it('waits once for a server that stores the outcome a moment later', async () => {
  const first = serverWith(async () => token);
  const waits: number[] = [];
  const second = serverWith(refused, async (ms) => {
    waits.push(ms);
    await installed(first);
  });
  expect(await installed(second)).toMatchObject({ storeHash: 'one', userId: storeOwner.id });
  expect(waits).toEqual([1_000]);
});

it('is refused where no server knows the code', async () => {
  await installed(serverWith(async () => token));
  await expect(installed(serverWith(refused), 'invented')).rejects.toThrow('grant_rejected');
});

it('keeps the known owner where the response of a reinstall names none', async () => {
  await installed(serverWith(async () => token));
  await installed(
    serverWith(async () => ({ ...token, user: staff, owner: null })),
    'again',
  );
  expect((await findInstallation(database, 'one'))?.owner).toEqual(storeOwner);
  await installed(
    serverWith(async () => ({ ...token, owner: null })),
    'by the owner',
  );
  expect((await findInstallation(database, 'one'))?.owner).toEqual(storeOwner);
});
