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

/** The parts of an installation that its webhooks need. */
interface WebhookAccess extends StoreAccess {
  installationId: string;
  oauthScopes: string[];
}

/** The repairs of a store's webhooks. */
interface WebhookRepairs {
  created: number;
  activated: number;
  removed: number;
}

export interface WebhookSubscriptions {
  /**
   * Makes sure that each webhook of the app exists once and is active; at most once every few minutes for one
   * installation. Never rejects: a later call retries what failed.
   */
  keep(access: WebhookAccess): Promise<void>;
  /** Removes the app's webhooks from a store that uninstalls the app, within two seconds. Never rejects. */
  end(access: Omit<WebhookAccess, 'installationId'>): Promise<void>;
}

export interface WebhookUpkeepOptions {
  client: BigCommerceClient;
  /** The address of the app's webhooks. Webhooks with another address belong to other deployments. */
  destination: string;
  onRepair?: (storeHash: string, repairs: WebhookRepairs) => void;
  onFailure: (storeHash: string, error: unknown) => void;
}

/** The shortest time between two checks of one installation. Milliseconds. */
const checkedForMs = 5 * 60 * 1000;

const storesRemembered = 10_000;

/**
 * The time limit for removing webhooks: BigCommerce waits for the response to an uninstall and revokes the token
 * afterwards. Milliseconds.
 */
const endLimitMs = 2_000;

function mayHaveWebhooks(oauthScopes: readonly string[]): boolean {
  return missingOauthScopes(oauthScopes, webhookOauthScopes).length === 0;
}

/** Chooses the webhook that stays, the same on every server: the oldest active one. */
function chooseOne(webhooks: readonly Webhook[]): Webhook | undefined {
  return [...webhooks].sort((a, b) => Number(b.isActive) - Number(a.isActive) || a.id - b.id)[0];
}

/** Waits for all work before the first failure is thrown. */
async function settle(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** Makes the functions that maintain the app's webhooks on stores. */
export function createWebhookSubscriptions(options: WebhookUpkeepOptions): WebhookSubscriptions {
  const { client, destination, onRepair, onFailure } = options;
  /** The installations that were checked a short while ago, by store. */
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
