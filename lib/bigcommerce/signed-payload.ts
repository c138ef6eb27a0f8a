import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors';
import { parseStoreContext } from './store-context';

/** What BigCommerce tells with a load, uninstall or remove_user callback. */
export interface SignedPayload {
  /** Unique to this payload. */
  jti: string;
  storeHash: string;
  user: { id: number; email: string; locale: string | null };
  owner: { id: number; email: string };
  /** Deep link path, usually `/`. */
  url: string;
  /** The storefront whose link was clicked. */
  channelId: number | null;
  /** Milliseconds since the epoch. */
  issuedAt: number;
  /** Milliseconds since the epoch from which on nobody takes it, leeway included. */
  expiresAt: number;
}

export interface PayloadVerifierOptions {
  clientId: string;
  clientSecret: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** How far BigCommerce's clock and ours may differ, in seconds. */
export const clockToleranceSeconds = 60;

const payloadMaxLength = 8_192;

const id = z.int().nonnegative();
const email = z.string().max(320);
const claimsSchema = z.looseObject({
  jti: z.string().min(1).max(128),
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  user: z.looseObject({ id, email, locale: z.string().max(35).nullish() }),
  owner: z.looseObject({ id, email }),
  url: z.string().max(2_048).nullish(),
  channel_id: z.int().positive().nullish(),
});

const codesByClaim: Record<string, ErrorCode> = {
  aud: 'payload_audience_wrong',
  iss: 'payload_issuer_wrong',
  nbf: 'payload_not_yet_valid',
  iat: 'payload_not_yet_valid',
};

/** jose's claim errors hold the whole payload, so only their kind goes on. */
function toPayloadError(error: unknown): AppError {
  const named = (code: ErrorCode) => new AppError(code);
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
  const { jti, user, owner, url, channel_id, iat, exp } = parsed.data;
  return {
    jti,
    storeHash,
    user: { id: user.id, email: user.email, locale: user.locale ?? null },
    owner: { id: owner.id, email: owner.email },
    url: url ?? '/',
    channelId: channel_id ?? null,
    issuedAt: iat * 1000,
    expiresAt: (exp + clockToleranceSeconds) * 1000,
  };
}

/**
 * Makes the verifier of `signed_payload_jwt`: HS256 with the client secret, whatever the header says, audience
 * and issuer checked, times within 60 s of skew. Source: BigCommerce, "Single-click app callbacks".
 *
 * @returns a function from the compact JWT to its payload
 * @throws {AppError} one of the `payload_…` codes
 */
export function createPayloadVerifier(
  options: PayloadVerifierOptions,
): (compact: string | null) => Promise<SignedPayload> {
  const secret = new TextEncoder().encode(options.clientSecret);
  return async (compact) => {
    if (compact === null || compact === '') throw new AppError('payload_missing');
    if (compact.length > payloadMaxLength) throw new AppError('payload_malformed');
    const { payload } = await jwtVerify(compact, secret, {
      algorithms: ['HS256'],
      audience: options.clientId,
      issuer: 'bc',
      requiredClaims: ['iat', 'nbf', 'exp', 'jti', 'sub'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(options.now()),
    }).catch((error: unknown) => {
      throw toPayloadError(error);
    });
    const parsed = parseClaims(payload);
    if (parsed.issuedAt > options.now() + clockToleranceSeconds * 1000)
      throw new AppError('payload_not_yet_valid');
    return parsed;
  };
}
