import { z } from 'zod';

/** A sealed session lives this long from its last renewal, in milliseconds. */
export const sessionLifetimeMs = 60 * 60 * 1000;

/** However often it is renewed, a session ends this long after it began, in milliseconds. */
export const sessionMaxAgeMs = 24 * 60 * 60 * 1000;

/** The schema of a sealed session. A seal proves that this app wrote it, but an earlier release may have done so. */
export const storeSessionSchema = z.strictObject({
  sessionId: z.uuid(),
  installationId: z.uuid(),
  storeHash: z.string().min(1),
  accessToken: z.string().min(1),
  user: z.strictObject({ id: z.int(), email: z.string(), locale: z.string() }),
  isOwner: z.boolean(),
  /** The user's admission number in the store: a removal makes all earlier sessions invalid for good. */
  admission: z.int().default(0),
  /** The payload or grant code that opened it; a sign-out ends that too. */
  payloadId: z.string().nullable().default(null),
  /** Milliseconds since the epoch. */
  startedAt: z.int(),
  /** Milliseconds since the epoch; extended by each renewal. */
  expiresAt: z.int(),
});

/** One user's session in one store, from a load or install callback until it ends. */
export type StoreSession = z.infer<typeof storeSessionSchema>;

/** Converts the user of a session to the author of changes. */
export function toChangeAuthor({ user, isOwner }: StoreSession): { userId: number; role: 'owner' | 'user' } {
  return { userId: user.id, role: isOwner ? 'owner' : 'user' };
}
