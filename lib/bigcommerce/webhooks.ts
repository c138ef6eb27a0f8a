import { AppError } from '../errors';
import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, Call, StoreAccess } from './client';
import { type Page, pageSize, readPages, toPage } from './read-pages';

/** A subscription of this app: BigCommerce sends each event of `scope` to `destination`. */
export interface Webhook {
  id: number;
  scope: string;
  destination: string;
  isActive: boolean;
}

/** The topics of a storefront's settings for which BigCommerce has webhooks. */
export const settingsTopics = ['customerPrivacy', 'defaultCustomerGroup'] as const;

/** The webhook scopes that the app subscribes to, for all storefronts at once. */
export const webhookScopes = settingsTopics.map((topic) => `store/channel/*/settings/${topic}/updated`);

/** The OAuth scopes that webhooks need. */
export const webhookOauthScopes = ['store_v2_information_read_only'] as const;

/** The most pages of webhooks that are read. The app has two webhooks on a store. */
const mostPages = 8;

const path = '/v3/hooks';

/** Calls about webhooks have the lowest priority. */
function callBehindOthers(client: BigCommerceClient, access: StoreAccess, call: Call): Promise<unknown> {
  return client.call(access, { ...call, priority: 'background' });
}

async function getPage(client: BigCommerceClient, access: StoreAccess, page: number): Promise<Page<Webhook>> {
  const answer = await callBehindOthers(client, access, {
    method: 'GET',
    path: `${path}?limit=${pageSize}&page=${page}`,
    fresh: true,
  });
  const { data, meta } = readAnswer(answerShapes.webhooks, answer, 'webhooks');
  const items = data.items.map(({ id, scope, destination, is_active: isActive }) => ({
    id,
    scope,
    destination,
    isActive: isActive ?? true,
  }));
  return toPage({ ...data, items }, meta);
}

/**
 * Reads all webhooks that this app has on a store, also those of other deployments. Like all calls here it needs {@link
 * webhookOauthScopes}, which a merchant's grant can lack. Source: BigCommerce, Webhooks V3, "Get webhooks".
 *
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable` for
 *   another shape
 */
export async function getWebhooks(client: BigCommerceClient, access: StoreAccess): Promise<Webhook[]> {
  const { items } = await readPages((page) => getPage(client, access, page), { mostPages });
  return items;
}

/**
 * Subscribes to the events of a scope. Source: BigCommerce, Webhooks V3, "Create a webhook".
 *
 * @throws {AppError} `rejected_by_store` where the app has the same webhook already or the destination is not https on
 *   port 443; the other codes of {@link BigCommerceClient.call}
 */
export async function createWebhook(
  client: BigCommerceClient,
  access: StoreAccess,
  { scope, destination }: Pick<Webhook, 'scope' | 'destination'>,
): Promise<void> {
  const body = { scope, destination, is_active: true };
  await callBehindOthers(client, access, { method: 'POST', path, body });
}

/**
 * Activates a webhook again. Source: BigCommerce, Webhooks V3, "Update a webhook".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}
 */
export async function activateWebhook(
  client: BigCommerceClient,
  access: StoreAccess,
  { id, scope, destination }: Webhook,
): Promise<void> {
  const body = { scope, destination, is_active: true };
  await callBehindOthers(client, access, { method: 'PUT', path: `${path}/${id}`, body });
}

/**
 * Removes a webhook. One that does not exist any more counts as removed. Source: BigCommerce, Webhooks V3, "Delete a
 * webhook".
 *
 * @throws {AppError} the codes of {@link BigCommerceClient.call}
 */
export async function removeWebhook(
  client: BigCommerceClient,
  access: StoreAccess,
  { id }: Pick<Webhook, 'id'>,
): Promise<void> {
  try {
    await callBehindOthers(client, access, {
      method: 'DELETE',
      path: `${path}/${id}`,
      whenMissing: 'not_found',
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'not_found')) throw error;
  }
}
