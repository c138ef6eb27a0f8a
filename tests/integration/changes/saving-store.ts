import { randomUUID } from 'node:crypto';
import type { BigCommerceClient, StoreAccess } from '../../../lib/bigcommerce/client';
import { storefrontSettings, storeSettings } from '../../../lib/bigcommerce/customer-settings';
import { settingsEtag } from '../../../lib/bigcommerce/settings-etag';
import { type SaveDependencies, type SavedSettings, saveSettings } from '../../../lib/changes/save-settings';
import type { Database } from '../../../lib/database/database';
import { saveInstallation } from '../../../lib/database/installations';
import { createLog } from '../../../lib/log';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import { pickFields } from '../../../lib/settings/diff';
import { addTestStore } from '../../harness/test-store.ts';
import type { Sandbox, Store } from '../../../sandbox/sandbox.ts';

/** The address of a sandbox's app, which is never called. */
export const sandboxApp = {
  clientId: 'id',
  clientSecret: 'secret-of-the-tests',
  url: 'http://localhost:9',
  name: 'Customer Settings',
  scopes: ['store_v2_customers'],
};

export const silentLog = createLog('silent');

/** A store that has the app installed, on both sides. */
export async function addInstalledStore(
  sandbox: Sandbox,
  database: Database,
  storefronts = 0,
): Promise<{ store: Store; access: StoreAccess }> {
  const store = addTestStore(sandbox, { storefronts });
  const { hash: storeHash, owner } = store;
  const accessToken = randomUUID();
  const { scopes } = sandbox.app;
  store.rateLimit.enabled = false;
  store.installation = {
    accessToken,
    tokenAlive: true,
    scopes,
    askedScopes: [...scopes],
    ownerEmail: owner.email,
    installedBy: owner.id,
    installedAt: Date.now(),
  };
  await saveInstallation(database, {
    storeHash,
    installationId: randomUUID(),
    accessTokenJwe: 'not used here',
    oauthScopes: scopes,
    owner: { id: owner.id, email: owner.email },
    installedAt: Date.now(),
  });
  return { store, access: { storeHash, accessToken } };
}

/** One save of one person, as the routes make it. */
export interface SaveOrder {
  access: StoreAccess;
  channelId: number | null;
  userId: number;
  /** The settings that the person saw. */
  seen: CustomerSettings;
  changes: CustomerSettings;
}

/** Saves as the routes do. */
export function saveInOrder(
  dependencies: SaveDependencies & { bigCommerce: BigCommerceClient },
  { access, channelId, userId, seen, changes }: SaveOrder,
): Promise<SavedSettings> {
  const { bigCommerce } = dependencies;
  const asked = {
    scope: { storeHash: access.storeHash, channelId },
    ifMatch: [settingsEtag(seen)],
    author: { userId, role: 'user' },
    origin: { source: 'app' },
    requestId: randomUUID(),
  } as const;
  if (channelId !== null)
    return saveSettings(dependencies, {
      ...asked,
      resource: storefrontSettings(bigCommerce, access, channelId),
      changes,
    });
  return saveSettings(dependencies, {
    ...asked,
    resource: storeSettings(bigCommerce, access),
    // A store's own settings are never null.
    changes: pickFields(changes, (field) => changes[field] !== null),
  });
}
