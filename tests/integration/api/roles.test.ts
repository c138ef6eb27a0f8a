import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startApp } from '../../../sandbox/app-server.ts';
import type { World } from '../../../sandbox/world.ts';
import { engines, startWorldOn } from '../../harness/engines.ts';
import { installApp, loadApp, setRole, type StoreClient } from '../../harness/store-client.ts';
import { addTestStore, ownerId, staffId } from '../../harness/test-store.ts';

const policy = (path: string) => ({ privacy_settings: { policy_url: `https://shop.example/${path}` } });

/** Requests of every kind, with the roles that may make them and the status that they get then. */
const kinds = [
  {
    name: 'reads settings',
    status: 200,
    roles: ['admin', 'editor', 'viewer'],
    path: 'v3/customers/settings',
  },
  { name: 'reads storefronts', status: 200, roles: ['admin', 'editor', 'viewer'], path: 'v3/channels' },
  { name: 'reads groups', status: 200, roles: ['admin', 'editor', 'viewer'], path: 'v2/customer_groups' },
  { name: 'reads the history', status: 200, roles: ['admin', 'editor', 'viewer'], path: 'changes' },
  { name: 'exports', status: 200, roles: ['admin', 'editor', 'viewer'], path: 'changes/export?format=json' },
  { name: 'reads its session', status: 200, roles: ['admin', 'editor', 'viewer'], path: 'session' },
  { name: 'saves', status: 200, roles: ['admin', 'editor'], path: 'v3/customers/settings', save: {} },
  {
    name: 'restores',
    status: 200,
    roles: ['admin', 'editor'],
    path: 'v3/customers/settings',
    save: { 'X-Change-Source': 'restore' },
  },
  {
    name: 'imports into a storefront',
    status: 200,
    roles: ['admin', 'editor'],
    path: 'v3/customers/settings/channels/1',
    save: { 'X-Change-Source': 'import' },
  },
  { name: 'reads people', status: 200, roles: ['admin'], path: 'people' },
  {
    name: 'changes a role',
    status: 409,
    roles: ['admin'],
    path: `people/${ownerId}`,
    body: { role: 'viewer', before: 'admin' },
  },
  {
    name: 'changes the role for new users',
    status: 204,
    roles: ['admin'],
    path: 'people/settings',
    body: { role: 'viewer', before: 'viewer' },
  },
] as const;

type Kind = (typeof kinds)[number];

describe.each(engines)('roles on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorldOn(engine);
  });
  afterAll(() => world.stop());

  async function openStore(): Promise<{ owner: StoreClient; staff: StoreClient }> {
    const store = addTestStore(world.sandbox, { storefronts: 1 });
    const owner = await installApp(world, store.hash);
    return { owner, staff: await loadApp(world, store.hash, staffId) };
  }

  const saved = ({ storeHash }: StoreClient) =>
    world.sandbox.requests.list({ storeHash, method: 'PUT' }).length;

  async function make(client: StoreClient, kind: Kind): Promise<Response> {
    if ('save' in kind) {
      const { headers } = await client.call('GET', kind.path);
      return client.call('PUT', kind.path, {
        body: policy(kind.name.replaceAll(' ', '-')),
        headers: { 'If-Match': headers.get('ETag') ?? '', ...kind.save },
      });
    }
    return 'body' in kind
      ? client.call('PUT', kind.path, { body: kind.body })
      : client.call('GET', kind.path);
  }

  it.each(['viewer', 'editor', 'admin'] as const)('%s: each kind of request', async (role) => {
    const { owner, staff } = await openStore();
    if (role !== 'viewer') await setRole(owner, staffId, { before: 'viewer', role });
    for (const kind of kinds) {
      const before = saved(owner);
      const response = await make(staff, kind);
      expect([kind.name, response.headers.get('X-Role')]).toEqual([kind.name, role]);
      const isAllowed = kind.roles.some((one) => one === role);
      expect([kind.name, response.status]).toEqual([kind.name, isAllowed ? kind.status : 403]);
      if (isAllowed) continue;
      expect(await response.json()).toMatchObject({ code: 'role_insufficient' });
      expect(saved(owner)).toBe(before);
    }
  });

  it('takes effect with the next request of every session, on every server', async () => {
    const { owner, staff } = await openStore();
    const otherTab = await loadApp(world, owner.storeHash, staffId);
    const elsewhere = await startApp(world.environment, await freePort());
    const save = async (client: StoreClient, url = world.app.url) => {
      const path = `${url}/api/stores/${client.storeHash}/v3/customers/settings`;
      const { etag } = await client.getSettings();
      const response = await fetch(path, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${client.seal}`,
          'Content-Type': 'application/json',
          'If-Match': etag,
        },
        body: JSON.stringify(policy(`${saved(owner)}`)),
      });
      return response.status;
    };
    try {
      const everywhere = () => Promise.all([save(staff), save(otherTab, elsewhere.url)]);
      expect(await everywhere()).toEqual([403, 403]);
      await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
      expect([await save(staff), await save(otherTab, elsewhere.url)]).toEqual([200, 200]);
      await setRole(owner, staffId, { before: 'editor', role: 'viewer' });
      expect(await everywhere()).toEqual([403, 403]);
    } finally {
      await elsewhere.stop();
    }
  });

  it('ends the sessions of a removed user, who opens the app again only when let in', async () => {
    const { owner, staff } = await openStore();
    await setRole(owner, staffId, { before: 'viewer', role: 'none' });
    const refused = await staff.call('GET', 'changes');
    expect([refused.status, await refused.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'user_removed' }),
    ]);
    const page = await fetch(await world.sandbox.callbacks.loadUrl(owner.storeHash, staffId));
    expect(page.status).toBe(401);
    await setRole(owner, staffId, { before: 'none', role: 'viewer' });
    expect((await staff.call('GET', 'changes')).status).toBe(401);
    const back = await loadApp(world, owner.storeHash, staffId);
    expect((await back.call('GET', 'changes')).status).toBe(200);
  });

  it('lists people for admins, records who changed whose role, and exports that', async () => {
    const { owner } = await openStore();
    await setRole(owner, staffId, { before: 'viewer', role: 'editor' });
    await owner.call('PUT', 'people/settings', { body: { role: 'editor', before: 'viewer' } });
    const people = (await (await owner.call('GET', 'people')).json()) as { data: unknown[] };
    const staffEmail = `staff@${owner.storeHash}.example`;
    expect(people).toMatchObject({ meta: { new_user_role: 'editor' } });
    expect(people.data).toContainEqual({
      user_id: staffId,
      email: staffEmail,
      is_owner: false,
      is_you: false,
      role: 'editor',
      last_seen_at: expect.stringMatching(/Z$/) as string,
    });
    const history = (await (await owner.call('GET', 'changes?source=role')).json()) as { data: unknown[] };
    expect(history.data).toMatchObject([
      { role_change: { person: null, before: 'viewer', after: 'editor', author: { user_id: ownerId } } },
      { role_change: { person: { user_id: staffId, email: staffEmail }, before: 'viewer', after: 'editor' } },
    ]);
    const csv = await (await owner.call('GET', 'changes/export?format=csv&source=role')).text();
    expect(csv.split('\r\n')[2]).toContain(
      `Role of ${staffEmail},role_of_${staffId},Viewer,Editor,Editor,applied,role`,
    );
  });

  it.each([
    [{ role: 'owner', before: 'viewer' }, { role: expect.any(String) as string }],
    [{ role: 'viewer' }, { before: expect.any(String) as string }],
    [{ role: 'viewer', before: 'viewer', more: 1 }, { more: expect.any(String) as string }],
    [[], { body: expect.any(String) as string }],
  ])('refuses the body %j', async (body, errors) => {
    const { owner } = await openStore();
    for (const path of [`people/${staffId}`, 'people/settings']) {
      const response = await owner.call('PUT', path, { body });
      expect([response.status, await response.json()]).toEqual([
        422,
        expect.objectContaining({ code: 'invalid_fields', errors }),
      ]);
    }
    expect((await owner.call('PUT', 'people/0', { body: { role: 'viewer', before: 'viewer' } })).status).toBe(
      404,
    );
    expect(
      (await owner.call('PUT', 'people/99', { body: { role: 'viewer', before: 'viewer' } })).status,
    ).toBe(404);
  });
});
