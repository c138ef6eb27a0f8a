import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/sandbox.ts';

export const APP = {
  clientId: 'client-id',
  clientSecret: 'client-secret',
  url: 'http://localhost:3999',
  name: 'Customer Settings',
  scopes: ['store_v2_customers', 'store_channel_settings_read_only', 'store_v2_information_read_only'],
};

export function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ app: { ...APP, scopes: [...APP.scopes] }, quiet: true, ...options });
}

export function exchange(
  sandbox: Sandbox,
  code: string,
  rest: Record<string, unknown> = {},
): Promise<Response> {
  const body = {
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    code,
    scope: sandbox.app.scopes.join(' '),
    context: 'stores/abc123',
    grant_type: 'authorization_code',
    redirect_uri: `${APP.url}/auth`,
    ...rest,
  };
  return fetch(`${sandbox.url}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Installs the app on a store and answers its token. */
export async function install(sandbox: Sandbox, storeHash = 'abc123', scopes?: string[]): Promise<string> {
  const code = sandbox.createCode(storeHash, scopes === undefined ? {} : { scopes });
  const granted = (scopes ?? sandbox.app.scopes).join(' ');
  const response = await exchange(sandbox, code, { context: `stores/${storeHash}`, scope: granted });
  const answer = (await response.json()) as { access_token: string };
  return answer.access_token;
}

export type Rest = (method: string, path: string, body?: unknown) => Promise<Response>;

export function restOf(sandbox: Sandbox, token: string, storeHash = 'abc123'): Rest {
  return (method, path, body) =>
    fetch(`${sandbox.url}/stores/${storeHash}${path}`, {
      method,
      headers: {
        'x-auth-token': token,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}
