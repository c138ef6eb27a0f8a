import { authCallback, type AppRegistration } from './app-registration.ts';
import type { Clock } from './clock.ts';
import type { GrantCodes } from './grant-codes.ts';
import { signPayload, type SignOptions } from './signed-payload.ts';
import type { Store } from './store.ts';
import type { Stores } from './stores.ts';

export interface CodeOptions {
  /** The user who confirms the consent screen; the owner if left out. */
  userId?: number;
  /** The OAuth scopes that were granted; all that were requested where left out. */
  scopes?: string[];
  lifetimeMs?: number;
}

export interface AuthUrlOptions extends CodeOptions {
  /** Install in a window of its own, outside the control panel. */
  externalInstall?: boolean;
  code?: string;
}

export interface AppAnswer {
  status: number;
  body: string;
}

/** The four calls that BigCommerce makes of an app: two by the merchant's browser, two by its own server. */
export class Callbacks {
  #app: AppRegistration;
  #stores: Stores;
  #codes: GrantCodes;
  #clock: Clock;

  constructor(app: AppRegistration, stores: Stores, codes: GrantCodes, clock: Clock) {
    this.#app = app;
    this.#stores = stores;
    this.#codes = codes;
    this.#clock = clock;
  }

  createCode(storeHash: string, options: CodeOptions = {}): string {
    const store = this.#stores.store(storeHash);
    return this.#codes.create(store, {
      userId: options.userId ?? store.owner.id,
      scopes: options.scopes ?? [...this.#app.scopes],
      askedScopes: [...this.#app.scopes],
      lifetimeMs: options.lifetimeMs,
    });
  }

  authUrl(storeHash: string, options: AuthUrlOptions = {}): string {
    const store = this.#stores.store(storeHash);
    const url = new URL(authCallback(this.#app));
    url.searchParams.set('code', options.code ?? this.createCode(storeHash, options));
    url.searchParams.set('scope', (options.scopes ?? this.#app.scopes).join(' '));
    url.searchParams.set('context', store.context);
    url.searchParams.set('account_uuid', store.accountUuid);
    if (options.externalInstall === true) url.searchParams.set('external_install', '1');
    return url.href;
  }

  signPayload(storeHash: string, options: SignOptions = {}): Promise<string> {
    return signPayload(this.#app, this.#clock, this.#stores.store(storeHash), options);
  }

  async loadUrl(storeHash: string, userId?: number, options: SignOptions = {}): Promise<string> {
    return this.#signedUrl('/load', storeHash, { ...(userId === undefined ? {} : { userId }), ...options });
  }

  /** Calls the app's `GET /uninstall`; the token dies whatever the response is, and no hook is called any more. */
  async uninstall(storeHash: string, userId?: number): Promise<AppAnswer> {
    const store = this.#stores.store(storeHash);
    const answer = await this.#call('/uninstall', store, userId);
    store.installation = null;
    return answer;
  }

  /** Takes the user's right to open the app and calls the app's `GET /remove_user`. */
  async removeUser(storeHash: string, userId: number): Promise<AppAnswer> {
    const store = this.#stores.store(storeHash);
    store.user(userId).mayOpenApp = false;
    return this.#call('/remove_user', store, userId);
  }

  async #call(path: string, store: Store, userId?: number): Promise<AppAnswer> {
    const url = await this.#signedUrl(path, store.hash, userId === undefined ? {} : { userId });
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(15_000), redirect: 'manual' });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  }

  async #signedUrl(path: string, storeHash: string, options: SignOptions): Promise<string> {
    const url = new URL(path, this.#app.url);
    url.searchParams.set('signed_payload_jwt', await this.signPayload(storeHash, options));
    return url.href;
  }
}
