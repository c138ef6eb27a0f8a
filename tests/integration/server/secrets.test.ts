import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installApp, loadApp, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore, staffId } from '../../harness/test-store.ts';
import { clientSecret, sessionSecret, startWorld, type World } from '../../../sandbox/world.ts';
import type { Store } from '../../../sandbox/sandbox.ts';

const fileRoot = join(import.meta.dirname, '../../..');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A whole answer, addresses and headers included, as one text. */
async function textOf(response: Response): Promise<string> {
  return [response.status, response.url, JSON.stringify([...response.headers]), await response.text()].join(
    '\n',
  );
}

describe('secrets', () => {
  let world: World;
  let store: Store;
  let client: StoreClient;
  const payloads: string[] = [];
  const codes: string[] = [];
  const seals: string[] = [];
  const errorAnswers: string[] = [];

  /** One of everything that can happen to the app, on the log level that tells most. */
  beforeAll(async () => {
    world = await startWorld({ environment: { LOG_LEVEL: 'trace' } });
    store = addTestStore(world.sandbox);
    client = await installApp(world, store.hash);
    seals.push(client.seal, (await loadApp(world, store.hash, staffId)).seal);
    await client.putSettings({ privacy_settings: { policy_url: 'https://shop.example/next' } });

    const visit = async (path: string, payload: string) => {
      payloads.push(payload);
      errorAnswers.push(await textOf(await fetch(`${world.app.url}${path}?signed_payload_jwt=${payload}`)));
    };
    for (const path of ['/load', '/uninstall', '/remove_user']) {
      await visit(
        path,
        await world.sandbox.signPayload(store.hash, { secret: 'another-secret-of-somebody' }),
      );
      await visit(path, await world.sandbox.signPayload(store.hash, { overrides: { aud: 'another-app' } }));
      await visit(
        path,
        await world.sandbox.signPayload(store.hash, { overrides: { user: 'nobody@shop.example' } }),
      );
      await visit(
        path,
        await world.sandbox.signPayload(store.hash, { overrides: { exp: 1, nbf: 0, iat: 0 } }),
      );
    }
    for (const kind of ['invalid-json', 'html'] as const) {
      const clear = world.sandbox.faults.add({ kind, match: { target: 'login' } });
      const code = world.sandbox.createCode(store.hash);
      codes.push(code);
      errorAnswers.push(await textOf(await fetch(world.sandbox.callbacks.authUrl(store.hash, { code }))));
      clear();
    }
    for (const status of [401, 403, 422, 500]) {
      const clear = world.sandbox.faults.add({ kind: 'status', status, match: { storeHash: store.hash } });
      errorAnswers.push(await textOf(await client.call('GET', 'v3/customers/settings')));
      clear();
    }
    // The framework itself complains about a body that a page has no use for, naming the address.
    const large = await world.sandbox.signPayload(store.hash);
    payloads.push(large);
    await fetch(`${world.app.url}/load?signed_payload_jwt=${large}`, {
      method: 'POST',
      body: 'x'.repeat(20_000),
    }).then(
      (response) => response.body?.cancel(),
      () => undefined,
    );
    const broken = { seal: `${client.seal}x` };
    errorAnswers.push(await textOf(await client.call('GET', 'v3/customers/settings', broken)));
    errorAnswers.push(
      await textOf(await client.call('PUT', 'v3/customers/settings', { body: '{"a":"x@y.example"' })),
    );
    await world.sandbox.callbacks.removeUser(store.hash, staffId);
    await world.sandbox.callbacks.uninstall(store.hash);
  });
  afterAll(() => world.stop());

  function expectNoSecretIn(text: string, where: string): void {
    const secrets = {
      'the client secret': [clientSecret],
      'the session secret': [sessionSecret],
      'an access token': [
        String(world.sandbox.requests.last({ storeHash: store.hash })?.headers['x-auth-token']),
      ],
      'a signed payload': payloads.map((payload) => payload.split('.')[2] ?? payload),
      'a grant code': codes,
      'a sealed session': seals.map((seal) => seal.split('*')[4] ?? seal),
      'an e-mail address': ['owner@', 'staff@', 'nobody@', 'x@y.example'],
    };
    for (const [what, values] of Object.entries(secrets))
      for (const value of values) {
        expect(value.length, `${what} to look for`).toBeGreaterThan(5);
        expect(text.includes(value), `${what} in ${where}`).toBe(false);
      }
  }

  it('are not in the log of a whole run, which has an entry for each refusal', () => {
    const log = world.app.output();
    expect(log).toContain('payload_signature_invalid');
    expect(log).toContain('login_unreadable');
    expect(log).toContain('store_token_rejected');
    expectNoSecretIn(log, 'the log');
  });

  it('are not in what errors answer, apart from the address that was asked for', () => {
    expect(errorAnswers.length).toBeGreaterThan(15);
    for (const answer of errorAnswers) {
      const [status = '', , ...rest] = answer.split('\n');
      expect(Number(status)).toBeGreaterThanOrEqual(400);
      // Next writes the address that was asked for into the data of its page.
      const text = rest.join('\n').replace(/\\"c\\":\[\\"\\",\\"(auth|load)\?[^\]]*\]/g, '');
      expectNoSecretIn(text, `an answer of ${status}`);
    }
  });

  it('are not in the addresses that the app asks for', () => {
    for (const { path, query } of world.sandbox.requests.list())
      expectNoSecretIn(`${path} ${JSON.stringify(query)}`, 'an address');
  });

  it('are not in the bundle for browsers, and neither is code of the server', () => {
    const bundle = filesBelow(join(fileRoot, '.next/static'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(bundle.length).toBeGreaterThan(100_000);
    expectNoSecretIn(bundle, 'the bundle');
    for (const name of ['SESSION_SECRET', 'CLIENT_SECRET', 'X-Auth-Token', 'node:sqlite', 'oauth2/token'])
      expect(bundle.includes(name), `${name} in the bundle`).toBe(false);
  });
});
