import { createHash, randomUUID } from 'node:crypto';
import { sealData, unsealData } from 'iron-session';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors';
import type { SecretKeys } from './keys';
import { sessionLifetimeMs, sessionMaxAgeMs, type StoreSession, storeSessionSchema } from './store-session';

/**
 * The most opened sessions that are cached. Opening a seal takes about 0.3 ms of processor time, a look-up in the cache
 * 10 µs.
 */
const cachedSessions = 5_000;

/** The longest seal that is opened, in characters. Real seals are far shorter. */
const sealMaxLength = 8_192;

/** The library writes no time into a seal: it would write and compare it by this server's own clock. */
const noTtl = 0;

export type NewSession = Omit<StoreSession, 'sessionId' | 'startedAt' | 'expiresAt'>;

export interface SessionSealer {
  /** Begins a session and seals it. */
  start(session: NewSession): Promise<string>;
  /**
   * Opens a seal.
   *
   * @throws {AppError} `session_invalid` for a text that is not a seal of this app, `session_expired` for one that has
   *   expired
   */
  open(seal: string): Promise<StoreSession>;
  /**
   * Seals a session again for another hour, up to 24 hours after its start.
   *
   * @throws {AppError} `session_expired` past that
   */
  renew(session: StoreSession): Promise<string>;
  /** Whether more than half of a session's hour is over, so that the next response should renew it. */
  wantsRenewal(session: StoreSession): boolean;
}

function digest(seal: string): string {
  return createHash('sha256').update(seal).digest('base64');
}

/**
 * Seals and opens sessions with iron-session's `sealData`: AES-256-CBC and HMAC-SHA-256. Opened ones are
 * cached by the digest of their seal, bounded in number and until they expire. The age of a session is judged by
 * `expiresAt` alone.
 *
 * @param keys newest first, at least one
 * @param now milliseconds since the epoch
 */
export function createSessionSealer(keys: readonly SecretKeys[], now: () => number): SessionSealer {
  const [newest] = keys;
  if (!newest) throw new Error('at least one secret is needed');
  const sealingPassword = { [newest.id]: newest.sealPassword };
  const openingPasswords = Object.fromEntries(keys.map(({ id, sealPassword }) => [id, sealPassword]));
  const opened = new LRUCache<string, StoreSession>({ max: cachedSessions });

  async function seal(session: Omit<StoreSession, 'expiresAt'>): Promise<string> {
    const expiresAt = Math.min(now() + sessionLifetimeMs, session.startedAt + sessionMaxAgeMs);
    if (expiresAt <= now()) throw new AppError('session_expired');
    return sealData({ ...session, expiresAt }, { password: sealingPassword, ttl: noTtl });
  }

  async function unseal(value: string): Promise<StoreSession> {
    let reason = 'invalid';
    const content = await unsealData<unknown>(value, {
      password: openingPasswords,
      ttl: noTtl,
      // `expired` is a seal of an earlier release, which had a time in it.
      onUnsealError: (why) => (reason = why),
    });
    const parsed = storeSessionSchema.safeParse(content);
    if (!parsed.success) throw new AppError(reason === 'expired' ? 'session_expired' : 'session_invalid');
    return Object.freeze(parsed.data);
  }

  return {
    start(session) {
      return seal({ ...session, sessionId: randomUUID(), startedAt: now() });
    },
    async open(value) {
      if (value.length > sealMaxLength) throw new AppError('session_invalid');
      const key = digest(value);
      let session = opened.get(key);
      if (!session) {
        session = await unseal(value);
        opened.set(key, session);
      }
      if (session.expiresAt <= now()) {
        opened.delete(key);
        throw new AppError('session_expired');
      }
      return session;
    },
    renew: seal,
    wantsRenewal: ({ expiresAt, startedAt }) =>
      expiresAt - now() < sessionLifetimeMs / 2 && expiresAt < startedAt + sessionMaxAgeMs,
  };
}
