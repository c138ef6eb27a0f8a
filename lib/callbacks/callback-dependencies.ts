import type { LoginClient } from '../bigcommerce/login';
import type { GrantExchange } from './grant-exchange';
import type { SignedPayload } from '../bigcommerce/signed-payload';
import type { Database } from '../database/database';
import type { AccessTokenCipher } from '../session/access-token-cipher';
import type { SessionSealer } from '../session/session-sealer';
import type { WebhookSubscriptions } from '../webhooks/webhook-subscriptions';

/** The dependencies of the callbacks, passed in so that each can be tested on its own. */
export interface CallbackDependencies {
  database: Database;
  login: LoginClient;
  grantExchange: GrantExchange;
  /** The address of the current request's caller; null where no trusted header has it. */
  callerAddress: () => string | null;
  verifyPayload: (compact: string | null) => Promise<SignedPayload>;
  cipher: AccessTokenCipher;
  sealer: SessionSealer;
  webhooks: WebhookSubscriptions;
  /** Runs work after the response was sent. */
  inBackground: (work: () => Promise<void>) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Waits so many milliseconds; by the clock where it is left out. */
  wait?: (ms: number) => Promise<unknown>;
}

/** A session that a callback opened for a user. */
export interface OpenedSession {
  storeHash: string;
  userId: number;
  seal: string;
  /** BCP 47: the user's own choice or BigCommerce's; null where there is neither. */
  locale: string | null;
  /** The scopes that the store granted, so that the page can name missing ones. */
  oauthScopes: string[];
}
