import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { AppRegistration } from './app-registration.ts';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';
import type { Hook } from './store-parts.ts';

interface Message {
  store: Store;
  hook: Hook;
  id: string;
  body: string;
}

export interface Delivery {
  hookId: number;
  scope: string;
  destination: string;
  webhookId: string;
  body: string;
  /** 0 where the destination could not be reached. */
  status: number;
}

/**
 * BigCommerce's webhooks. `mode` decides what a change of settings does: delivered at once, held until `release`, or
 * never sent.
 */
export class Webhooks {
  mode: 'immediate' | 'held' | 'off' = 'immediate';
  /** How often the same event is sent. */
  times = 1;
  deliveries: Delivery[] = [];
  #held: Message[] = [];
  #sent: Message[] = [];
  #failed: Message[] = [];
  #inFlight = new Set<Promise<unknown>>();
  #app: AppRegistration;
  #clock: Clock;

  constructor(app: AppRegistration, clock: Clock) {
    this.#app = app;
    this.#clock = clock;
  }

  /** Calls the hooks of the store that subscribed to the event. */
  announce(store: Store, channelId: number, topic: string): void {
    if (this.mode === 'off' || store.installation === null) return;
    const scope = `store/channel/${channelId}/settings/${topic}/updated`;
    for (const hook of store.hooks) {
      if (!hook.is_active || !covers(hook.scope, scope)) continue;
      const message = { store, hook, id: randomUUID(), body: this.#bodyOf(store, channelId, scope) };
      if (this.mode === 'held') this.#held.push(message);
      else for (let sent = 0; sent < this.times; sent += 1) this.#track(this.#deliver(message));
    }
  }

  held(): number {
    return this.#held.length;
  }

  /** Delivers what was held, one after another; the newest first where the order is reversed. */
  async release(order: 'as-sent' | 'reversed' = 'as-sent'): Promise<void> {
    const messages = this.#held;
    this.#held = [];
    for (const message of order === 'reversed' ? messages.reverse() : messages) await this.#deliver(message);
  }

  /** Sends the last event once more, with the same `hash` and webhook id. */
  async repeatLast(): Promise<void> {
    const last = this.#sent.at(-1);
    if (last !== undefined) await this.#deliver(last);
  }

  /** Sends again what was not answered with 2xx, as BigCommerce does over 48 hours. */
  async retryFailed(): Promise<void> {
    const messages = this.#failed;
    this.#failed = [];
    for (const message of messages) await this.#deliver(message);
  }

  /** The 48 hours are over: the hooks of what was never answered with 2xx are deactivated. */
  giveUp(): void {
    for (const { store, hook } of this.#failed)
      store.hooks = store.hooks.map((one) => (one.id === hook.id ? { ...one, is_active: false } : one));
    this.#failed = [];
  }

  /** Until nothing is on its way. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  /** Any body, signed: for tests of what the app does with an event it did not expect. */
  signatureHeaders(webhookId: string, body: string, timestamp = this.#nowSeconds()): Record<string, string> {
    const signed = `${webhookId}.${timestamp}.${body}`;
    const signature = createHmac('sha256', this.#app.clientSecret).update(signed).digest('base64');
    return {
      'webhook-id': webhookId,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    };
  }

  async #deliver(message: Message): Promise<void> {
    const { hook, id, body } = message;
    this.#sent.push(message);
    const status = await fetch(hook.destination, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...hook.headers, ...this.signatureHeaders(id, body) },
      body,
      signal: AbortSignal.timeout(10_000),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status < 200 || status > 299) this.#failed.push(message);
    this.deliveries.push({
      hookId: hook.id,
      scope: hook.scope,
      destination: hook.destination,
      webhookId: id,
      body,
      status,
    });
  }

  #track(delivery: Promise<void>): void {
    this.#inFlight.add(delivery);
    void delivery.finally(() => this.#inFlight.delete(delivery));
  }

  #bodyOf(store: Store, channelId: number, scope: string): string {
    const event = {
      store_id: store.id,
      producer: store.context,
      created_at: this.#nowSeconds(),
      scope,
      data: { type: 'channel', channel_id: channelId },
    };
    const hash = createHash('sha1')
      .update(JSON.stringify(event) + randomUUID())
      .digest('hex');
    return JSON.stringify({ ...event, hash });
  }

  #nowSeconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

/** `*` stands for one step of the scope: any channel id. */
function covers(subscribed: string, happened: string): boolean {
  const wanted = subscribed.split('/');
  const steps = happened.split('/');
  return wanted.length === steps.length && wanted.every((step, at) => step === '*' || step === steps[at]);
}
