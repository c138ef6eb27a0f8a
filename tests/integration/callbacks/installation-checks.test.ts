import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkUninstalls, checkUnusedStore, type CheckOutcome } from '@/lib/callbacks/installation-checks';
import { type Database, openDatabase } from '@/lib/database/database';
import { planUninstallCheck } from '@/lib/database/installation-checks';
import { findInstallation, saveInstallation } from '@/lib/database/installations';
import { saveUser } from '@/lib/database/users';
import { limits } from '@/lib/limits';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';
import { createPostgresEngine, createSqliteEngine, type Engine } from '../database/engines';

const cipher = createAccessTokenCipher(deriveKeys(['s'.repeat(40)]));
const day = 24 * 60 * 60 * 1_000;
const installedAt = Date.UTC(2026, 0, 1);

describe.each<[string, () => Engine]>([
  ['SQLite', createSqliteEngine],
  ['PostgreSQL', createPostgresEngine],
])('what finds out about uninstalls on %s', (_name, createEngine) => {
  const engine = createEngine();
  let servers: Database[];
  let now: number;
  /** BigCommerce's answers by store; true where none is named. */
  let answers: Map<string, boolean | null>;
  let asked: string[];
  let outcomes: [string, CheckOutcome][];

  beforeAll(() => engine.start());
  afterAll(() => engine.stop());
  beforeEach(async () => {
    const url = await engine.createUrl();
    servers = [await openDatabase(url), await openDatabase(url)];
    now = installedAt;
    answers = new Map();
    asked = [];
    outcomes = [];
    return async () => {
      for (const server of servers) await server.destroy();
    };
  });

  function serverAt(index: number): Database {
    const server = servers[index];
    if (server === undefined) throw new Error(`there is no server ${index}`);
    return server;
  }

  const dependencies = (server = 0) => ({
    database: serverAt(server),
    cipher,
    now: () => now,
    acceptsToken: async ({ storeHash }: { storeHash: string }) => {
      asked.push(storeHash);
      return answers.has(storeHash) ? (answers.get(storeHash) ?? null) : true;
    },
    onChecked: (storeHash: string, _reason: string, outcome: CheckOutcome) =>
      void outcomes.push([storeHash, outcome]),
  });

  async function install(storeHash: string, at = installedAt) {
    const installationId = randomUUID();
    const { database } = dependencies();
    await saveInstallation(database, {
      storeHash,
      installationId,
      accessTokenJwe: await cipher.encrypt(`token of ${storeHash}`, storeHash),
      oauthScopes: [],
      owner: { id: 1, email: 'owner@example.com' },
      installedAt: at,
    });
    return { storeHash, installationId };
  }

  const isLive = async (storeHash: string) =>
    (await findInstallation(dependencies().database, storeHash))?.uninstalledAt === null;

  it('keeps a planned check over restarts, and one server makes it', async () => {
    const store = await install('planned');
    await planUninstallCheck(dependencies().database, store, now + limits.uninstallCheckMs);
    await checkUninstalls(dependencies());
    expect(asked).toEqual([]);
    now += limits.uninstallCheckMs;
    answers.set('planned', false);
    await Promise.all([checkUninstalls(dependencies(0)), checkUninstalls(dependencies(1))]);
    expect(asked).toEqual(['planned']);
    expect(outcomes).toEqual([['planned', 'ended']]);
    expect(await isLive('planned')).toBe(false);
  });

  it('asks again where BigCommerce gave no answer, and stops once it did', async () => {
    const store = await install('silent');
    await planUninstallCheck(dependencies().database, store, now);
    answers.set('silent', null);
    await checkUninstalls(dependencies());
    await checkUninstalls(dependencies());
    expect(outcomes).toEqual([['silent', 'unanswered']]);
    now += day;
    answers.set('silent', true);
    await checkUninstalls(dependencies());
    now += day;
    await checkUninstalls(dependencies());
    expect(outcomes).toEqual([
      ['silent', 'unanswered'],
      ['silent', 'kept'],
    ]);
    expect(await isLive('silent')).toBe(true);
  });

  it('leaves an installation alone that came after the plan', async () => {
    const store = await install('anew');
    await planUninstallCheck(dependencies().database, store, now);
    await install('anew', now + 1);
    answers.set('anew', false);
    await checkUninstalls(dependencies());
    expect(await isLive('anew')).toBe(true);
  });

  it('ends an unused store whose token is refused twice, a day apart', async () => {
    await install('lost');
    answers.set('lost', false);
    await checkUnusedStore(dependencies());
    expect(asked).toEqual([]);
    now += limits.unusedStoreMs;
    await checkUnusedStore(dependencies());
    await checkUnusedStore(dependencies());
    expect(outcomes).toEqual([['lost', 'refused_once']]);
    expect(await isLive('lost')).toBe(true);
    now += limits.rejectedTokenMs;
    await checkUnusedStore(dependencies(1));
    expect(outcomes.at(-1)).toEqual(['lost', 'ended']);
    const ended = await findInstallation(dependencies().database, 'lost');
    expect(ended).toMatchObject({ accessTokenJwe: null, uninstalledAt: now });
  });

  it('spares stores that were opened, and takes them in turn', async () => {
    for (const storeHash of ['opened', 'one', 'two']) await install(storeHash);
    now += limits.unusedStoreMs;
    const { database } = dependencies();
    const user = { userId: 1, email: 'a@example.com', locale: '', role: 'user' as const };
    await saveUser(database, { storeHash: 'opened', ...user, seenAt: now - day });
    answers.set('one', false);
    for (let round = 0; round < 4; round++) await checkUnusedStore(dependencies());
    expect([...asked].sort()).toEqual(['one', 'two']);
    await saveUser(database, { storeHash: 'one', ...user, seenAt: now + 1 });
    now += limits.rejectedTokenMs;
    await checkUnusedStore(dependencies());
    expect(await isLive('one')).toBe(true);
  });
});
