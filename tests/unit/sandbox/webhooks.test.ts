import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { APP, install, restOf, startTestSandbox, type Rest } from './sandbox-client.ts';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let app: Server;
let received: Received[];
let appStatus: number;
let sandbox: Sandbox;
let rest: Rest;

beforeEach(async () => {
  received = [];
  appStatus = 200;
  app = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(appStatus).end('{}');
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  sandbox = await startTestSandbox();
  rest = restOf(sandbox, await install(sandbox));
  sandbox.app.url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const destination = `${sandbox.app.url}/api/webhooks`;
  for (const topic of ['customerPrivacy', 'defaultCustomerGroup']) {
    await rest('POST', '/v3/hooks', { scope: `store/channel/*/settings/${topic}/updated`, destination });
  }
});
afterEach(async () => {
  await sandbox.close();
  app.closeAllConnections();
  app.close();
});

const changePolicy = (text: string): Promise<Response> =>
  rest('PUT', '/v3/customers/settings/channels/1024801', { privacy_settings: { policy_url: text } });

it('delivers a change, signed by the client secret', async () => {
  await changePolicy('https://one.example');
  await sandbox.webhooks.settled();
  expect(received).toHaveLength(1);
  const headers = received[0]?.headers ?? {};
  const body = received[0]?.body ?? '';
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', APP.clientSecret).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  expect(JSON.parse(body)).toMatchObject({
    producer: 'stores/abc123',
    scope: 'store/channel/1024801/settings/customerPrivacy/updated',
    hash: expect.any(String) as string,
  });
});

it('is silent where nothing changed', async () => {
  await rest('PUT', '/v3/customers/settings', { privacy_settings: {} });
  await sandbox.webhooks.settled();
  expect(received).toHaveLength(0);
});

it('delivers late, out of order and twice', async () => {
  sandbox.webhooks.mode = 'held';
  await changePolicy('https://one.example');
  await rest('PUT', '/v3/customers/settings', { customer_group_settings: { default_customer_group_id: 2 } });
  expect(received).toHaveLength(0);
  await sandbox.webhooks.release('reversed');
  await sandbox.webhooks.repeatLast();
  const scopes = received.map(({ body }) => (JSON.parse(body) as { scope: string }).scope);
  expect(scopes).toEqual([
    'store/channel/1/settings/defaultCustomerGroup/updated',
    'store/channel/1024801/settings/customerPrivacy/updated',
    'store/channel/1024801/settings/customerPrivacy/updated',
  ]);
  expect(received[1]?.body).toBe(received[2]?.body);
});

it('deactivates a hook that was not answered with 2xx for 48 hours, until it is switched on again', async () => {
  const hooks = () => sandbox.stores.store('abc123').hooks;
  appStatus = 500;
  await changePolicy('https://one.example');
  await sandbox.webhooks.settled();
  await sandbox.webhooks.retryFailed();
  expect(received).toHaveLength(2);
  expect(received[0]?.body).toBe(received[1]?.body);
  sandbox.webhooks.giveUp();
  expect(hooks().map(({ is_active: isActive }) => isActive)).toEqual([false, true]);
  await changePolicy('https://two.example');
  await sandbox.webhooks.settled();
  expect(received).toHaveLength(2);
  await rest('PUT', `/v3/hooks/${hooks()[0]?.id}`, { is_active: true });
  appStatus = 200;
  await changePolicy('https://three.example');
  await sandbox.webhooks.settled();
  expect(received).toHaveLength(3);
  sandbox.webhooks.giveUp();
  expect(hooks().map(({ is_active: isActive }) => isActive)).toEqual([true, true]);
});

it('calls the app on an uninstall, after which the token is dead and hooks are silent', async () => {
  expect(await sandbox.callbacks.uninstall('abc123')).toEqual({ status: 200, body: '{}' });
  expect(received[0]?.path).toMatch(/^\/uninstall\?signed_payload_jwt=ey/);
  expect((await rest('GET', '/v3/hooks')).status).toBe(401);
  const store = sandbox.stores.store('abc123');
  store.changeSettings({ privacy_settings: { policy_url: 'https://one.example' } });
  await sandbox.webhooks.settled();
  expect(store.hooks).toHaveLength(2);
  expect(received).toHaveLength(1);
});
