import { errors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors';
import { parseStoreContext } from './store-context';

/**
 * The parts of a signed payload and of the token response. Store, person and times are required; another part that
 * cannot be read is dropped.
 */
const digits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const id = z.union([z.int().nonnegative(), digits]);

const email = z.string().max(320).catch('');

/** The person who signs in. */
const person = z.looseObject({ id, email });

/** The store's owner; null where it is missing. */
const owner = person.nullable().catch(null);

/** BCP 47; null where the person has none. */
const locale = z.string().max(35).nullable().catch(null);

/** Deep link path. */
const deepLink = z.string().max(2_048).catch('/');

/** The storefront whose link was clicked; null for none. */
const channelId = z
  .union([z.int().positive(), digits.pipe(z.int().positive())])
  .nullable()
  .catch(null);

/** The claims of a load, uninstall or remove_user callback. */
export interface SignedPayload {
  /** Unique to this payload. */
  jti: string;
  storeHash: string;
  user: { id: number; email: string; locale: string | null };
  /** Null where the payload lacks it. */
  owner: { id: number; email: string } | null;
  /** Deep link path, usually `/`. */
  url: string;
  /** The storefront whose link was clicked. */
  channelId: number | null;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** When it expires, leeway included, in milliseconds since the epoch. */
  expiresAt: number;
}

export interface PayloadVerifierOptions {
  clientId: string;
  /** Newest first, at least one; while a secret is rotated, BigCommerce signs with either of two. */
  clientSecrets: readonly string[];
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** How far BigCommerce's clock and ours may differ, in seconds. */
export const clockToleranceSeconds = 60;

const payloadMaxLength = 8_192;

const claimsSchema = z.looseObject({
  jti: z.string().min(1).max(128),
  sub: z.string(),
  iat: z.number(),
  exp: z.number(),
  user: person.extend({ locale }),
  owner,
  url: deepLink,
  channel_id: channelId,
});

const codesByClaim: Record<string, ErrorCode> = {
  aud: 'payload_audience_wrong',
  iss: 'payload_issuer_wrong',
  nbf: 'payload_not_yet_valid',
  iat: 'payload_not_yet_valid',
};

/** The difference between the payload's time and the server's, for the log: a large one means that a clock is wrong. */
function clockOffset({ iat }: JWTPayload, now: number): Error {
  return new Error(
    `the payload was signed ${Math.round(now / 1_000 - Number(iat))} s ago, by this server's clock`,
  );
}

/** jose's claim errors hold the whole payload, so only their kind and the difference are kept. */
function toPayloadError(error: unknown, now: number): AppError {
  const named = (code: ErrorCode) =>
    error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed
      ? new AppError(code, { cause: clockOffset(error.payload, now) })
      : new AppError(code);
  if (error instanceof errors.JWTExpired) return named('payload_expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const malformed = error.reason !== 'check_failed';
    return named(
      malformed ? 'payload_claims_invalid' : (codesByClaim[error.claim] ?? 'payload_claims_invalid'),
    );
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return named('payload_signature_invalid');
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return named('payload_algorithm_refused');
  return named('payload_malformed');
}

function parseClaims(claims: unknown): SignedPayload {
  const parsed = claimsSchema.safeParse(claims);
  const storeHash = parsed.success ? parseStoreContext(parsed.data.sub) : null;
  if (!parsed.success || storeHash === null) throw new AppError('payload_claims_invalid');
  const { jti, user, owner: claimed, url, channel_id, iat, exp } = parsed.data;
  return {
    jti,
    storeHash,
    user: { id: user.id, email: user.email, locale: user.locale },
    owner: claimed && { id: claimed.id, email: claimed.email },
    url,
    channelId: channel_id,
    issuedAt: Math.floor(iat * 1000),
    expiresAt: Math.ceil((exp + clockToleranceSeconds) * 1000),
  };
}

/** The claims of a token that one of the keys signed. Its own claims are judged once the signature is right. */
async function verifyWithAny(
  compact: string,
  keys: readonly Uint8Array[],
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let refused: unknown;
  for (const key of keys)
    try {
      return (await jwtVerify(compact, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      refused = error;
    }
  throw refused;
}

/**
 * Makes the verifier of `signed_payload_jwt`: HS256 with one of the client secrets, whatever the header says, audience
 * and issuer checked, times within 60 s of skew. Source: BigCommerce, "Single-click app callbacks".
 *
 * @returns a function from the compact JWT to its payload
 * @throws {AppError} one of the `payload_…` codes
 */
export function createPayloadVerifier(
  options: PayloadVerifierOptions,
): (compact: string | null) => Promise<SignedPayload> {
  const keys = options.clientSecrets.map((secret) => new TextEncoder().encode(secret));
  return async (compact) => {
    if (compact === null || compact === '') throw new AppError('payload_missing');
    if (compact.length > payloadMaxLength) throw new AppError('payload_malformed');
    const payload = await verifyWithAny(compact, keys, {
      algorithms: ['HS256'],
      audience: options.clientId,
      issuer: 'bc',
      requiredClaims: ['iat', 'nbf', 'exp', 'jti', 'sub'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(options.now()),
    }).catch((error: unknown) => {
      throw toPayloadError(error, options.now());
    });
    const parsed = parseClaims(payload);
    if (parsed.issuedAt > options.now() + clockToleranceSeconds * 1000)
      throw new AppError('payload_not_yet_valid', { cause: clockOffset(payload, options.now()) });
    return parsed;
  };
}
