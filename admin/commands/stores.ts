import PQueue from 'p-queue';
import { acceptsToken } from '../../lib/bigcommerce/accepts-token';
import type { StoreAccess } from '../../lib/bigcommerce/client';
import {
  missingOauthScopes,
  optionalOauthScopes,
  requiredOauthScopes,
} from '../../lib/bigcommerce/oauth-scopes';
import { getWebhooks, webhookOauthScopes } from '../../lib/bigcommerce/webhooks';
import { findInstallation } from '../../lib/database/installations';
import { findStoreDetails, listStores, type StoreSummary } from '../../lib/database/store-summary';
import { CommandError, done, exitCodes, type Outcome } from '../outcome';
import { text, toMoment, toTable } from '../texts';
import type { AdminTools } from '../tools';

/** Stores whose webhooks are read at once. */
const storesAtOnce = 4;

type TokenState = 'works' | 'rejected' | 'unreadable' | 'unclear' | 'none';

async function openAccess(
  tools: AdminTools,
  storeHash: string,
): Promise<StoreAccess | 'none' | 'unreadable'> {
  const installation = await findInstallation(tools.database, storeHash);
  if (!installation?.accessTokenJwe) return 'none';
  const opened = await tools.cipher.decrypt(installation.accessTokenJwe, storeHash).catch(() => null);
  return opened === null ? 'unreadable' : { storeHash, accessToken: opened.accessToken };
}

/** How many webhooks lead to this app, or null where BigCommerce does not say. */
async function countWebhooks(
  { bigCommerce, environment }: AdminTools,
  access: StoreAccess,
): Promise<number | null> {
  const webhooks = await getWebhooks(bigCommerce, access).catch(() => null);
  if (webhooks === null) return null;
  const isOurs = ({ destination }: { destination: string }) =>
    destination === `${environment.APP_URL}/api/webhooks`;
  return webhooks.filter((webhook) => webhook.isActive && isOurs(webhook)).length;
}

function describeStore({ oauthScopes: granted, ...store }: StoreSummary) {
  return {
    ...store,
    grantLacks: missingOauthScopes(granted, [...requiredOauthScopes, ...optionalOauthScopes]),
    webhooksAllowed: missingOauthScopes(granted, webhookOauthScopes).length === 0,
  };
}

type DescribedStore = ReturnType<typeof describeStore> & { webhooks?: number | null };

function toState({ uninstalledAt }: Pick<StoreSummary, 'uninstalledAt'>): string {
  return uninstalledAt === null
    ? text('stores.state.installed')
    : text('stores.state.uninstalled', { at: toMoment(uninstalledAt) });
}

function toSeen({ lastSeenAt }: Pick<StoreSummary, 'lastSeenAt'>): string {
  return lastSeenAt === null ? text('stores.never') : toMoment(lastSeenAt);
}

const toGrant = (lacks: readonly string[]) => lacks.join(' ') || text('stores.grantComplete');

function toWebhooks({ webhooks, webhooksAllowed }: DescribedStore): string {
  if (typeof webhooks === 'number') return text('stores.webhooks.active', { count: webhooks });
  if (webhooks === null) return text('stores.webhooks.unknown');
  return text(webhooksAllowed ? 'stores.webhooks.allowed' : 'stores.webhooks.notGranted');
}

function toRow(store: DescribedStore): string[] {
  return [
    store.storeHash,
    toState(store),
    toMoment(store.installedAt),
    toSeen(store),
    toGrant(store.grantLacks),
    toWebhooks(store),
  ];
}

async function withWebhooks(tools: AdminTools, store: DescribedStore): Promise<DescribedStore> {
  if (store.uninstalledAt !== null || !store.webhooksAllowed) return store;
  const access = await openAccess(tools, store.storeHash);
  return { ...store, webhooks: typeof access === 'string' ? null : await countWebhooks(tools, access) };
}

/** `stores`: a line for each store. */
export async function showStores(tools: AdminTools, flags: { webhooks: boolean }): Promise<Outcome> {
  const listed: DescribedStore[] = (await listStores(tools.database)).map(describeStore);
  const queue = new PQueue({ concurrency: storesAtOnce });
  const stores = flags.webhooks
    ? await queue.addAll(listed.map((store) => () => withWebhooks(tools, store)))
    : listed;
  const columns = (['store', 'state', 'installed', 'seen', 'grant', 'webhooks'] as const).map((name) =>
    text(`stores.columns.${name}`),
  );
  const table = stores.length === 0 ? [] : [toTable([columns, ...stores.map(toRow)])];
  return done({ stores }, [...table, text('stores.count', { count: stores.length })].join('\n'));
}

async function readTokenState(tools: AdminTools, access: Awaited<ReturnType<typeof openAccess>>) {
  if (typeof access === 'string') return { token: access satisfies TokenState, webhooks: null };
  const accepted = await acceptsToken(tools.bigCommerce, access);
  const token: TokenState = accepted === null ? 'unclear' : accepted ? 'works' : 'rejected';
  return { token, webhooks: accepted === true ? await countWebhooks(tools, access) : null };
}

/** `store`: what is held of one, as counts and times, and what BigCommerce says of it now. */
export async function showStore(tools: AdminTools, storeHash: string): Promise<Outcome> {
  const details = await findStoreDetails(tools.database, storeHash);
  if (!details) throw new CommandError(text('failed.noStore', { storeHash }), exitCodes.notFound);
  const state = await readTokenState(tools, await openAccess(tools, storeHash));
  const { users, changes, knownScopes, ...summary } = details;
  const store = { ...describeStore(summary), ...state, users, changes, knownScopes };
  const field = (
    name: 'store' | 'state' | 'installed' | 'seen' | 'grant' | 'token' | 'webhooks',
    value: string,
  ) => [text(`store.fields.${name}`), value] as const;
  const people = users.map((user) =>
    text('store.person', {
      id: String(user.userId),
      role: user.role,
      seen: toMoment(user.lastSeenAt),
      removed: user.removedAt === null ? 'no' : 'yes',
    }),
  );
  const rows = [
    field('store', storeHash),
    field('state', toState(store)),
    field('installed', toMoment(store.installedAt)),
    field('seen', toSeen(store)),
    field('grant', toGrant(store.grantLacks)),
    field('token', text(`store.token.${state.token}`)),
    field('webhooks', toWebhooks(store)),
    [text('store.fields.people'), people.join(', ') || text('stores.never')] as const,
    [text('store.fields.changes'), text('store.changes', { count: changes.count })] as const,
    [text('store.fields.scopes'), text('store.scopes', { count: knownScopes })] as const,
  ];
  return done(store, toTable(rows));
}
