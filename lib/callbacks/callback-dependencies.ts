import type { LoginClient } from '../bigcommerce/login';
import type { GrantExchange } from './grant-exchange';
import type { SignedPayload } from '../bigcommerce/signed-payload';
import type { Database } from '../database/database';
import type { AccessTokenCipher } from '../session/access-token-cipher';
import type { SessionSealer } from '../session/session-sealer';
import type { WebhookSubscriptions } from '../webhooks/webhook-subscriptions';

/** What the callbacks work with, passed in so that each can be tried on its own. */
export interface CallbackDependencies {
  database: Database;
  login: LoginClient;
  grantExchange: GrantExchange;
  /** Of the request in progress; null where no trusted header names it. */
  callerAddress: () => string | null;
  verifyPayload: (compact: string | null) => Promise<SignedPayload>;
  cipher: AccessTokenCipher;
  sealer: SessionSealer;
  webhooks: WebhookSubscriptions;
  /** Does what nobody waits for, once the request was answered. */
  inBackground: (work: () => Promise<void>) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A store that a callback opened for a person. */
export interface OpenedSession {
  storeHash: string;
  userId: number;
  seal: string;
  /** BCP 47, where BigCommerce told it. */
  locale: string | null;
  /** What the store granted, so that the page can say what it has to do without. */
  oauthScopes: string[];
}
