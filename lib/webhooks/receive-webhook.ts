import type { StorefrontEvent, WebhookVerifier } from './webhook-event';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import type { WebhookQueue } from './webhook-queue';

/** What the webhook route works with. */
export interface WebhookDependencies extends Pick<CallbackDependencies, 'inBackground'> {
  verifyWebhook: WebhookVerifier;
  webhookQueue: WebhookQueue;
}

/**
 * A webhook of BigCommerce: verified here, acted upon after the answer. Source: BigCommerce, "Webhooks overview".
 *
 * @param headers of the request
 * @param body as it was sent
 * @returns what it tells, `null` for one that is genuine and not for us
 * @throws {AppError} `webhook_untrusted`
 */
export function receiveWebhook(
  { verifyWebhook, webhookQueue, inBackground }: WebhookDependencies,
  headers: Headers,
  body: Buffer,
): StorefrontEvent | null {
  const event = verifyWebhook(headers, body);
  if (event) inBackground(() => webhookQueue.look(event));
  return event;
}
