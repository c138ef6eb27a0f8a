import { z } from 'zod';

/**
 * Parts of what BigCommerce says about a sign-in, in payloads and at the token exchange. Store, person and times decide;
 * the other parts are a help, and one that cannot be read is dropped.
 */
const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const id = z.union([z.int().nonnegative(), digits]);

const email = z.string().max(320).catch('');

/** The person who signs in. */
export const person = z.looseObject({ id, email });

/** The store's owner; null where that is not said. */
export const owner = person.nullable().catch(null);

/** BCP 47; null where the person has none. */
export const locale = z.string().max(35).nullable().catch(null);

/** Deep link path. */
export const deepLink = z.string().max(2_048).catch('/');

/** The storefront whose link was clicked; null for none. */
export const channelId = z
  .union([z.int().positive(), digits.pipe(z.int().positive())])
  .nullable()
  .catch(null);
