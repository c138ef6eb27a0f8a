import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Store } from './store.ts';

const LIFETIME_MS = 10 * 60_000;

export interface Grant {
  storeHash: string;
  userId: number;
  scopes: string[];
  askedScopes: string[];
  expiresAt: number;
}

/** The single-use codes that the consent screen hands out. */
export class GrantCodes {
  #grants = new Map<string, Grant>();
  #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(
    store: Store,
    grant: { userId: number; scopes: string[]; askedScopes: string[]; lifetimeMs?: number | undefined },
  ): string {
    const code = randomBytes(16).toString('hex');
    const { userId, scopes, askedScopes, lifetimeMs = LIFETIME_MS } = grant;
    const expiresAt = this.#clock.now() + lifetimeMs;
    this.#grants.set(code, { storeHash: store.hash, userId, scopes, askedScopes, expiresAt });
    return code;
  }

  find(code: unknown): Grant | undefined {
    const grant = typeof code === 'string' ? this.#grants.get(code) : undefined;
    return grant !== undefined && grant.expiresAt > this.#clock.now() ? grant : undefined;
  }

  use(code: string): void {
    this.#grants.delete(code);
  }
}
