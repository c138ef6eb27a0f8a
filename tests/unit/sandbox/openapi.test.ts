import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOpenApiCheck } from '../../../sandbox/openapi-check.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { install, restOf, startTestSandbox, type Rest } from './sandbox-client.ts';

const openApi = loadOpenApiCheck();
if (!openApi.available) console.info(`OpenAPI check skipped: ${openApi.reason}`);

const SETTINGS = '/v3/customers/settings';
const CHANNEL = `${SETTINGS}/channels/1024801`;
const HOOK = {
  scope: 'store/channel/*/settings/customerPrivacy/updated',
  destination: 'https://app.example/api/webhooks',
  headers: { 'x-from': 'sandbox' },
};

async function driveEachCall(rest: Rest): Promise<void> {
  await rest('GET', SETTINGS);
  await rest('PUT', SETTINGS, { privacy_settings: { policy_url: 'https://harborandpine.example/new' } });
  await rest('PUT', SETTINGS, { privacy_settings: { ask_shopper_for_tracking_consent_on_checkout: true } });
  await rest('GET', CHANNEL);
  await rest('PUT', CHANNEL, { allow_global_logins: true, privacy_settings: { policy_url: null } });
  await rest('GET', `${SETTINGS}/channels/1`);
  await rest('GET', '/v3/channels?available=true&type:in=storefront&limit=2&page=2');
  await rest('GET', '/v3/channels?available=true&type:in=storefront&limit=250&page=1');
  await rest('GET', '/v3/channels?available=true&type:in=storefront&limit=250&page=2');
  await rest('GET', '/v2/customer_groups?limit=250&page=1');
  await rest('GET', '/v2/customer_groups?limit=250&page=2');
  await rest('GET', '/v2/store');
  await rest('GET', '/v3/hooks');
  const { data } = (await (await rest('POST', '/v3/hooks', HOOK)).json()) as { data: { id: number } };
  await rest('GET', `/v3/hooks/${data.id}`);
  await rest('PUT', `/v3/hooks/${data.id}`, { is_active: false });
  await rest('GET', `/v3/hooks?scope=${encodeURIComponent(HOOK.scope)}`);
  await rest('DELETE', `/v3/hooks/${data.id}`);
}

describe('the sandbox against the OpenAPI files', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startTestSandbox();
  });
  afterAll(() => sandbox.close());

  it.skipIf(!openApi.available)('answers every call as documented', async () => {
    if (!openApi.available) return;
    await driveEachCall(restOf(sandbox, await install(sandbox)));
    const calls = sandbox.requests.list({ path: '/stores/' });
    expect(calls.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 204, 200, 200, 200, 200, 200, 200, 200,
    ]);
    expect(openApi.check(calls)).toEqual([]);
    sandbox.assertNoUnknownCalls();
  });

  it.skipIf(!openApi.available)('names a call that strays from the documents', async () => {
    if (!openApi.available) return;
    const rest = restOf(sandbox, await install(sandbox));
    sandbox.requests.clear();
    sandbox.faults.add({
      kind: 'wrong-shape',
      field: 'data.privacy_settings.policy_url',
      value: 7,
      times: 1,
    });
    await rest('GET', SETTINGS);
    await rest('GET', '/v3/channels?colour=red');
    await rest('GET', '/v3/channels?limit=a');
    await rest('PUT', SETTINGS, { privacy_settings: { banner: 'top' } });
    const twice = { kind: 'wrong-shape', times: 1 } as const;
    sandbox.faults.add({ ...twice, field: 'data', value: [{ id: 'one', name: 'Shop' }] });
    await rest('GET', '/v3/channels');
    sandbox.faults.add({ ...twice, field: 'name', value: 7 });
    await rest('GET', '/v2/customer_groups?limit=1');
    const messages = openApi.check(sandbox.requests.list()).map(({ side, message }) => `${side}: ${message}`);
    expect(messages).toEqual([
      'answer: /data/privacy_settings/policy_url must be string',
      'request: query parameter colour is not documented',
      'request: query limit / must be integer',
      'request: field privacy_settings.banner is not documented',
      'answer: /data/0/id must be integer',
      'answer: /0/name must be string',
    ]);
  });
});
