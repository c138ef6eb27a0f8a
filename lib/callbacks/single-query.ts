import { AppError, type ErrorCode } from '../errors';

/**
 * The parameters of a callback, each of which may stand there once: one given twice reads differently to different
 * readers.
 *
 * @param code of the refusal
 * @throws {AppError} with that code
 */
export function singleQuery(query: URLSearchParams, code: ErrorCode): Partial<Record<string, string>> {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) throw new AppError(code);
  return Object.fromEntries(query);
}

/**
 * The signed payload in the query of a callback.
 *
 * @throws {AppError} `payload_malformed` where a parameter is there twice
 */
export function payloadIn(query: URLSearchParams): string | null {
  return singleQuery(query, 'payload_malformed').signed_payload_jwt ?? null;
}
