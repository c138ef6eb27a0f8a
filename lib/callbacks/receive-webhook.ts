import type { SettingsEvent, WebhookVerifier } from '../bigcommerce/webhook-event';
import type { CallbackDependencies } from './callback-dependencies';
import type { SettingsWatch } from './settings-watch';

/** What the webhook route works with. */
export interface WebhookDependencies extends Pick<CallbackDependencies, 'inBackground'> {
  verifyWebhook: WebhookVerifier;
  settingsWatch: SettingsWatch;
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
  { verifyWebhook, settingsWatch, inBackground }: WebhookDependencies,
  headers: Headers,
  body: Buffer,
): SettingsEvent | null {
  const event = verifyWebhook(headers, body);
  if (event) inBackground(() => settingsWatch.look(event));
  return event;
}
