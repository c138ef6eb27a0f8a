import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { BigCommerceClient, StoreAccess } from '../bigcommerce/client';
import { missingOauthScopes } from '../bigcommerce/oauth-scopes';
import {
  activateWebhook,
  createWebhook,
  getWebhooks,
  removeWebhook,
  type Webhook,
  webhookOauthScopes,
  webhookScopes,
} from '../bigcommerce/webhooks';

/** An installation, as far as its webhooks are concerned. */
export interface WebhookAccess extends StoreAccess {
  installationId: string;
  oauthScopes: string[];
}

/** What was done about a store's webhooks. */
export interface WebhookRepairs {
  created: number;
  activated: number;
  removed: number;
}

export interface WebhookSubscriptions {
  /**
   * Sees to it that each of our webhooks is there, once, and active; at most once every few minutes for one
   * installation. Never fails: what could not be done is tried again by a later call.
   */
  keep(access: WebhookAccess): Promise<void>;
  /** Removes our webhooks from a store that uninstalls the app, within a second or two. Never fails. */
  end(access: Omit<WebhookAccess, 'installationId'>): Promise<void>;
}

export interface WebhookUpkeepOptions {
  client: BigCommerceClient;
  /** Where our webhooks lead. Those that lead elsewhere are not ours. */
  destination: string;
  onRepair?: (storeHash: string, repairs: WebhookRepairs) => void;
  onFailure: (storeHash: string, error: unknown) => void;
}

/** Opening the app again within this time costs BigCommerce no call. */
const checkedForMs = 5 * 60 * 1000;

const storesRemembered = 10_000;

/** BigCommerce waits for the answer to an uninstall, and takes the token away after it. */
const endLimitMs = 2_000;

function mayHaveWebhooks(oauthScopes: readonly string[]): boolean {
  return missingOauthScopes(oauthScopes, webhookOauthScopes).length === 0;
}

/** Every server chooses the same one to stay: an active one, and of those the oldest. */
function chooseOne(webhooks: readonly Webhook[]): Webhook | undefined {
  return [...webhooks].sort((a, b) => Number(b.isActive) - Number(a.isActive) || a.id - b.id)[0];
}

/** All of it is tried before the first failure is told. */
async function settle(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/**
 * Looks after the webhooks that this app has on stores.
 */
export function createWebhookSubscriptions(options: WebhookUpkeepOptions): WebhookSubscriptions {
  const { client, destination, onRepair, onFailure } = options;
  /** The installations that were checked a moment ago, by store. */
  const checked = new LRUCache<string, string>({ max: storesRemembered, ttl: checkedForMs });

  async function getOurs(access: StoreAccess): Promise<Webhook[]> {
    return (await getWebhooks(client, access)).filter((webhook) => webhook.destination === destination);
  }

  async function repair(access: StoreAccess, ours: readonly Webhook[]): Promise<WebhookRepairs> {
    const of = webhookScopes.map((scope) => ours.filter((webhook) => webhook.scope === scope));
    const missing = webhookScopes.filter((_, index) => of[index]?.length === 0);
    const kept = of.map(chooseOne).filter((webhook) => webhook !== undefined);
    const asleep = kept.filter(({ isActive }) => !isActive);
    const surplus = of.flat().filter((webhook) => !kept.includes(webhook));
    await settle([
      ...missing.map((scope) => createWebhook(client, access, { scope, destination })),
      ...asleep.map((webhook) => activateWebhook(client, access, webhook)),
      ...surplus.map((webhook) => removeWebhook(client, access, webhook)),
    ]);
    return { created: missing.length, activated: asleep.length, removed: surplus.length };
  }

  async function removeOurs(access: StoreAccess): Promise<void> {
    const ours = await getOurs(access);
    await settle(ours.map((webhook) => removeWebhook(client, access, webhook)));
  }

  return {
    async keep({ storeHash, accessToken, installationId, oauthScopes }) {
      if (!mayHaveWebhooks(oauthScopes) || checked.get(storeHash) === installationId) return;
      checked.set(storeHash, installationId);
      const access = { storeHash, accessToken };
      try {
        const repairs = await repair(access, await getOurs(access));
        if (Object.values(repairs).some((count) => count > 0)) onRepair?.(storeHash, repairs);
      } catch (error) {
        onFailure(storeHash, error);
      }
    },
    async end({ storeHash, accessToken, oauthScopes }) {
      checked.delete(storeHash);
      if (!mayHaveWebhooks(oauthScopes)) return;
      const removed = removeOurs({ storeHash, accessToken }).catch((error: unknown) => {
        onFailure(storeHash, error);
      });
      await Promise.race([removed, wait(endLimitMs, undefined, { ref: false })]);
    },
  };
}
