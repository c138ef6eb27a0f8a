import { AppError } from '../errors';
import { answerShapes, readAnswer } from './answer-shapes';
import type { BigCommerceClient, Call, StoreAccess } from './client';
import { type Page, pageSize, readPages, toPage } from './read-pages';

/** A subscription of ours: BigCommerce tells `destination` of each event of `scope`. */
export interface Webhook {
  id: number;
  scope: string;
  destination: string;
  isActive: boolean;
}

/** The topics of a storefront's settings that BigCommerce tells about. */
export const settingsTopics = ['customerPrivacy', 'defaultCustomerGroup'] as const;

/** What the app subscribes to, for all storefronts at once. */
export const webhookScopes = settingsTopics.map((topic) => `store/channel/*/settings/${topic}/updated`);

/** What a grant must hold so that webhooks can be had. */
export const webhookOauthScopes = ['store_v2_information_read_only'] as const;

/** An app has two webhooks on a store. A list that does not end is not read further. */
const mostPages = 8;

const path = '/v3/hooks';

/** Nobody waits for a webhook: everything else of the store goes first. */
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
 * Reads all webhooks that this app has on a store, also those that lead elsewhere. Like all calls here it needs
 * {@link webhookOauthScopes}, which a merchant's grant can lack. Source: BigCommerce, Webhooks V3, "Get webhooks".
 *
 * @throws {AppError} `oauth_scope_missing`, the other codes of {@link BigCommerceClient.call}, `store_unreadable` for
 *   another shape
 */
export async function getWebhooks(client: BigCommerceClient, access: StoreAccess): Promise<Webhook[]> {
  const { items } = await readPages((page) => getPage(client, access, page), { mostPages });
  return items;
}

/**
 * Subscribes. Source: BigCommerce, Webhooks V3, "Create a webhook".
 *
 * @throws {AppError} `rejected_by_store` where the app has the same one already or the destination is not reached by
 *   https on port 443; the other codes of {@link BigCommerceClient.call}
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
 * Switches a webhook on again. Source: BigCommerce, Webhooks V3, "Update a webhook".
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
 * Removes a webhook. One that is gone already is as good as removed. Source: BigCommerce, Webhooks V3, "Delete a
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
