import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '@/lib/database/database';
import { endInstallation, findInstallation, saveInstallation } from '@/lib/database/installations';
import { findUser, saveUser } from '@/lib/database/users';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox';
import { createChangeRow, insertChanges } from '../../harness/change-rows';
import { addTestStore } from '../../harness/test-store';
import { createPostgresEngine, createSqliteEngine, type Engine } from '../database/engines';
import { type AdminRun, runAdmin, spawnAdmin } from './run-admin';

const newSecret = 'n'.repeat(40);
const oldSecret = 'o'.repeat(40);
const scopes = ['store_v2_customers', 'store_v2_information_read_only'];
const owner = { id: 11, email: 'owner-of-the-store@example.com' };

interface Held {
  storeHash: string;
  accessToken: string;
}

/** Answers as the app does to requests that nobody signed. */
function startFrontOfApp(): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(401, { 'X-Request-Id': randomUUID() }).end();
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const originOf = (server: Server) => `http://localhost:${(server.address() as AddressInfo).port}`;

const json = (run: AdminRun): unknown => JSON.parse(run.stdout);

describe.each<[string, () => Engine]>([
  ['SQLite', createSqliteEngine],
  ['PostgreSQL', createPostgresEngine],
])('npm run admin on %s', (_name, createEngine) => {
  const engine = createEngine();
  let sandbox: Sandbox;
  let front: Server;
  let database: Database;
  let environment: Record<string, string>;

  beforeAll(async () => {
    await engine.start();
    front = await startFrontOfApp();
    const url = originOf(front);
    sandbox = await startSandbox({
      quiet: true,
      seed: 'empty',
      app: { clientId: 'id', clientSecret: 'secret', url, name: 'Customer Settings', scopes },
    });
    const databaseUrl = await engine.createUrl();
    // Stays open: the command works beside running servers.
    database = await openDatabase(databaseUrl);
    environment = {
      CLIENT_ID: 'id',
      CLIENT_SECRET: 'secret',
      APP_URL: url,
      SESSION_SECRET: `${newSecret},${oldSecret}`,
      DATABASE_URL: databaseUrl,
      BIGCOMMERCE_API_URL: sandbox.url,
      BIGCOMMERCE_LOGIN_URL: sandbox.url,
    };
  });

  afterAll(async () => {
    await database.destroy();
    await sandbox.close();
    front.close();
    await engine.stop();
  });

  /** A store with two people and three changes, whose token an older secret protects. */
  async function addStore(secret = oldSecret): Promise<Held> {
    const store = addTestStore(sandbox, { storefronts: 1 });
    const { hash: storeHash } = store;
    const accessToken = randomUUID();
    store.installation = {
      accessToken,
      tokenAlive: true,
      scopes,
      askedScopes: [...scopes],
      ownerEmail: store.owner.email,
      installedBy: owner.id,
      installedAt: Date.now(),
    };
    const cipher = createAccessTokenCipher(deriveKeys([secret]));
    await saveInstallation(database, {
      storeHash,
      installationId: randomUUID(),
      accessTokenJwe: await cipher.encrypt(accessToken, storeHash),
      oauthScopes: store.installation.scopes,
      owner,
      installedAt: Date.now() - 1_000,
    });
    for (const [userId, email] of [
      [owner.id, owner.email],
      [12, 'staff-of-the-store@example.com'],
    ] as const)
      await saveUser(database, {
        storeHash,
        userId,
        email,
        locale: 'de-DE',
        role: userId === owner.id ? 'owner' : 'user',
        seenAt: Date.now(),
      });
    const author = { userId: 12, role: 'user' as const, email: null };
    await insertChanges(
      database,
      [1, 2, 3].map((createdAt) => createChangeRow(storeHash, { createdAt, author })),
    );
    return { storeHash, accessToken };
  }

  let held: Held;
  beforeEach(async () => {
    held = await addStore();
  });

  const run = (...line: string[]) => runAdmin(environment, ...line);

  it('runs in a process of its own, beside one that has the database open', async () => {
    const { storeHash } = held;
    const spawned = await spawnAdmin(environment, 'erase-user', storeHash, '12', '--yes', '--json');
    expect(spawned).toMatchObject({ exitCode: 0, stderr: '' });
    expect(json(spawned)).toEqual({ storeHash, userId: 12, erased: true });
    expect((await findUser(database, storeHash, 12))?.email).toBe('');
    expect((await spawnAdmin(environment, 'store', 'missing')).exitCode).toBe(3);
  });

  it('lists stores with and without asking BigCommerce', async () => {
    const { storeHash } = held;
    const listed = await run('stores', '--json');
    expect(listed.exitCode).toBe(0);
    expect(json(listed)).toMatchObject({
      stores: expect.arrayContaining([
        expect.objectContaining({
          storeHash,
          uninstalledAt: null,
          grantLacks: ['store_channel_settings_read_only'],
          webhooksAllowed: true,
        }) as object,
      ]) as object[],
    });
    const asText = await run('stores', '--webhooks');
    expect(asText.stdout).toMatch(new RegExp(`^${storeHash} +installed .*0 active$`, 'm'));
  });

  it('shows one store without e-mail addresses, and whether its token works', async () => {
    const { storeHash } = held;
    const shown = await run('store', storeHash, '--json');
    expect(json(shown)).toMatchObject({ token: 'works', webhooks: 0, changes: { count: 3 }, knownScopes: 0 });
    expect(shown.stdout).not.toContain('@example.com');
    const installation = sandbox.stores.find(storeHash)?.installation;
    if (installation) installation.tokenAlive = false;
    expect(json(await run('store', storeHash, '--json'))).toMatchObject({ token: 'rejected' });
    const unreadable = await addStore('another secret that is long enough to be one');
    expect((await run('store', unreadable.storeHash)).stdout).toContain(
      'no secret of SESSION_SECRET opens it',
    );
    await run('erase', unreadable.storeHash, '--yes');
  });

  it('exports everything of a store and nothing that is a key', async () => {
    const { storeHash, accessToken } = held;
    const exported = await run('export', storeHash);
    expect(json(exported)).toMatchObject({
      storeHash,
      installation: { ownerEmail: owner.email, hasAccessToken: true },
      users: [expect.objectContaining({ email: owner.email }), expect.objectContaining({ userId: 12 })],
      changes: [expect.objectContaining({ storeHash }), expect.anything(), expect.anything()],
    });
    const { accessTokenJwe } = (await findInstallation(database, storeHash)) ?? {};
    for (const key of [accessToken, accessTokenJwe ?? accessToken])
      expect(exported.stdout).not.toContain(key);
  });

  it('erases a store after a dry run, and no other', async () => {
    const { storeHash } = held;
    const other = await addStore();
    const planned = await run('erase', storeHash, '--json');
    expect(json(planned)).toMatchObject({ erased: false, isLive: true, rows: { changes: 3, users: 2 } });
    expect(await findInstallation(database, storeHash)).toBeDefined();
    const erased = await run('erase', storeHash, '--yes');
    expect(erased).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await findInstallation(database, storeHash)).toBeUndefined();
    expect((await run('store', storeHash)).exitCode).toBe(3);
    expect(json(await run('erase', other.storeHash, '--json'))).toMatchObject({ rows: { changes: 3 } });
  });

  it('does not claim to have erased a store that is still held', async () => {
    const { storeHash } = held;
    await endInstallation(database, storeHash, Date.now() + 60_000);
    const refused = await run('erase', storeHash, '--yes', '--json');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('is still held');
    expect(await findInstallation(database, storeHash)).toBeDefined();
  });

  it('erases a person, the owner’s address included, and keeps the ID in the history', async () => {
    const { storeHash } = held;
    const before = await findUser(database, storeHash, owner.id);
    expect((await run('erase-user', storeHash, String(owner.id))).stdout).toContain(
      'address as the store’s owner',
    );
    expect((await findUser(database, storeHash, owner.id))?.email).toBe(owner.email);
    expect((await run('erase-user', storeHash, String(owner.id), '--yes')).exitCode).toBe(0);
    const after = await findUser(database, storeHash, owner.id);
    expect(after).toMatchObject({ email: '', admission: (before?.admission ?? 0) + 1 });
    expect((await findInstallation(database, storeHash))?.owner).toEqual({ id: owner.id, email: '' });
    const exported = await run('export', storeHash);
    expect(exported.stdout).not.toContain(owner.email);
    expect(exported.stdout).toContain('staff-of-the-store@example.com');
    expect((await run('erase-user', storeHash, '999')).exitCode).toBe(3);
  });

  it('rotates tokens so that the old secret can be dropped', async () => {
    const { storeHash, accessToken } = held;
    expect(await run('rotate')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('protect no token any more') as string,
    });
    const { accessTokenJwe } = (await findInstallation(database, storeHash)) ?? {};
    const newest = createAccessTokenCipher(deriveKeys([newSecret]));
    expect(await newest.decrypt(accessTokenJwe ?? '', storeHash)).toEqual({ accessToken, outdated: false });
    const lost = await addStore('another secret that is long enough to be one');
    const again = await run('rotate', '--json');
    expect(again.exitCode).toBe(4);
    expect(json(again)).toMatchObject({ renewed: 0, unreadable: [lost.storeHash] });
    await run('erase', lost.storeHash, '--yes');
  });

  it('checks what stores need, and fails where something is wrong', async () => {
    const checked = await run('check', '--json');
    expect(json(checked)).toMatchObject({
      findings: expect.not.arrayContaining([expect.objectContaining({ state: 'fault' })]) as object[],
    });
    expect(checked.exitCode).toBe(0);
    const elsewhere = { APP_URL: sandbox.url, BIGCOMMERCE_LOGIN_URL: 'http://localhost:1' };
    const wrong = await runAdmin({ ...environment, ...elsewhere }, 'check');
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stdout).toMatch(/FAULT +BigCommerce login +http:\/\/localhost:1 does not answer/);
    expect(wrong.stdout).toMatch(/FAULT +callback URLs +\/auth at .* does not lead to this app/);
    const incomplete = await runAdmin({ ...environment, CLIENT_ID: '' }, 'check');
    expect(incomplete.stdout).toMatch(/FAULT +configuration .*\n +CLIENT_ID: is required/);
  });

  it('compacts the database, beside a server that has it open', async () => {
    const compacted = await run('compact', '--json');
    expect(compacted.exitCode).toBe(0);
    expect(json(compacted)).toEqual({
      before: expect.any(Number) as number,
      after: expect.any(Number) as number,
    });
    expect((await run('compact')).stdout).toMatch(/^[\d,]+ bytes before, [\d,]+ bytes after\.$/m);
  });

  it('says what is wrong with a line, a database or an environment', async () => {
    for (const line of [
      [],
      ['list'],
      ['store'],
      ['store', '../x'],
      ['stores', '--yes'],
      ['store', 'a', '--force'],
    ])
      expect((await run(...line)).exitCode, line.join(' ')).toBe(2);
    const dead = await runAdmin({ ...environment, DATABASE_URL: await engine.createDeadUrl() }, 'stores');
    expect(dead.exitCode).toBe(1);
    expect(dead.stderr).toMatch(/heck DATABASE_URL/);
    expect(dead.stderr).not.toContain('secret');
    const empty = await runAdmin(
      { ...environment, DATABASE_URL: await engine.createUrl() },
      'stores',
      '--json',
    );
    expect(empty.exitCode).toBe(1);
    expect(json(empty)).toMatchObject({ exitCode: 1 });
    const help = await run('--help');
    for (const name of ['stores', 'store HASH', 'export', 'erase HASH', 'erase-user', 'rotate', 'check'])
      expect(help.stdout).toContain(`  ${name}`);
    expect((await run('erase', '--help')).stdout).toContain('Without --yes');
  });
});
