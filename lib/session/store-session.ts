import { z } from 'zod';

/** A sealed session lives this long from its last renewal, in milliseconds. */
export const sessionLifetimeMs = 60 * 60 * 1000;

/** However often it is renewed, a session ends this long after it began, in milliseconds. */
export const sessionMaxAgeMs = 24 * 60 * 60 * 1000;

/** What a sealed session must hold to be ours. A seal proves who wrote it, not that today's code wrote it. */
export const storeSessionSchema = z.strictObject({
  sessionId: z.uuid(),
  installationId: z.uuid(),
  storeHash: z.string().min(1),
  accessToken: z.string().min(1),
  user: z.strictObject({ id: z.int(), email: z.string(), locale: z.string() }),
  isOwner: z.boolean(),
  /** Of the person in the store: a removal makes every session of before invalid for good. */
  admission: z.int().default(0),
  /** The payload or grant code that opened it; a sign-out ends that, too. */
  payloadId: z.string().nullable().default(null),
  /** Milliseconds since the epoch. */
  startedAt: z.int(),
  /** Milliseconds since the epoch, moved on by each renewal. */
  expiresAt: z.int(),
});

/** One person's work with one store, from a load or install callback until it ends. */
export type StoreSession = z.infer<typeof storeSessionSchema>;

/** The person of a session, as the history names who made a change. */
export function toChangeAuthor({ user, isOwner }: StoreSession): { userId: number; role: 'owner' | 'user' } {
  return { userId: user.id, role: isOwner ? 'owner' : 'user' };
}
