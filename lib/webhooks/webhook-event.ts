import { timingSafeEqual } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import { AppError } from '../errors';
import { parseStoreContext } from '../bigcommerce/store-context';
import { settingsTopics } from '../bigcommerce/webhooks';
import { channelIdMax, type Scope } from '../settings/scope';
import type { CallbackDependencies } from '../callbacks/callback-dependencies';
import type { WebhookQueue } from './webhook-queue';

/** The dependencies of the webhook route. */
export interface WebhookDependencies extends Pick<CallbackDependencies, 'inBackground'> {
  verifyWebhook: WebhookVerifier;
  webhookQueue: WebhookQueue;
}

/**
 * Verifies a webhook of BigCommerce and processes it after the response. Source: BigCommerce, "Webhooks overview".
 *
 * @param headers of the request
 * @param body as it was sent
 * @returns the event, `null` for a genuine one that the app does not use
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

/** The settings of a storefront may have changed. The event does not contain the change: it has to be read. */
export interface StorefrontEvent extends Scope {
  channelId: number;
}

/** Verifies the headers and the unparsed body of a request and returns the event. */
export type WebhookVerifier = (headers: Headers, body: Buffer) => StorefrontEvent | null;

const scopePattern = new RegExp(
  `^store/channel/([1-9]\\d{0,9})/settings/(?:${settingsTopics.join('|')})/updated$`,
);

const eventSchema = z.looseObject({ producer: z.string().max(128), scope: z.string().max(256) });

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Parses the body of a genuine webhook.
 *
 * @returns `null` for an event that is not about the settings of a storefront
 */
export function parseSettingsEvent(body: Buffer): StorefrontEvent | null {
  const event = eventSchema.safeParse(parseJson(body));
  if (!event.success) return null;
  const storeHash = parseStoreContext(event.data.producer);
  const channelId = Number(scopePattern.exec(event.data.scope)?.[1]);
  return storeHash !== null && channelId <= channelIdMax ? { storeHash, channelId } : null;
}

/** How far the timestamp of a webhook may be from now, either way, in seconds. */
const toleranceS = 5 * 60;

/** @param reason for the log, without any part of the request */
function untrusted(reason: string): AppError {
  return new AppError('webhook_untrusted', { cause: new WebhookVerificationError(reason) });
}

/** The headers of a webhook that say who signed what and when. */
interface Signing {
  id: string;
  sentAt: Date;
  /** Each with its version, such as `v1,…`. */
  signatures: readonly string[];
}

/**
 * The library would compare the timestamp with this server's clock.
 *
 * @param now milliseconds since the epoch
 */
function readSigning(headers: Headers, now: number): Signing {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const signatures = headers.get('webhook-signature');
  if (!id || !timestamp || !signatures) throw untrusted('A header is missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw untrusted('The timestamp is not a number of seconds');
  const seconds = Number(timestamp);
  if (Math.abs(Math.floor(now / 1000) - seconds) > toleranceS)
    throw untrusted('The timestamp is more than five minutes from now');
  return { id, sentAt: new Date(seconds * 1000), signatures: signatures.split(' ') };
}

function isSignedWith(webhook: Webhook, { id, sentAt, signatures }: Signing, body: Buffer): boolean {
  const expected = Buffer.from(webhook.sign(id, sentAt, body));
  return signatures.some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/**
 * Makes the verifier of webhooks: signed with one of the client secrets as the Standard Webhooks specification says,
 * and within five minutes of now. Source: BigCommerce, "Webhooks overview", and the Standard Webhooks specification.
 *
 * @param clientSecrets at least one, newest first
 * @param now milliseconds since the epoch, by the clock that all servers share
 * @returns a function that returns the event, `null` for a genuine one that the app does not use
 * @throws {AppError} `webhook_untrusted` for one that is forged, old, or not signed
 */
export function createWebhookVerifier({
  clientSecrets,
  now,
}: {
  clientSecrets: readonly string[];
  now: () => number;
}): WebhookVerifier {
  const webhooks = clientSecrets.map((secret) => new Webhook(Buffer.from(secret, 'utf8').toString('base64')));
  return (headers, body) => {
    const signing = readSigning(headers, now());
    if (!webhooks.some((webhook) => isSignedWith(webhook, signing, body)))
      throw untrusted('No signature matches');
    return parseSettingsEvent(body);
  };
}
