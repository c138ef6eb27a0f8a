import { AppError } from '../errors';

/**
 * The entity tags of `If-Match` (RFC 9110 §13.1.1), strong or weak: a proxy that compresses makes strong tags weak, and
 * ours are over values and not over bytes. `*` is not taken: a save that says "whatever is there" is just what the
 * header is asked for to prevent.
 *
 * @returns at least one tag, with its quotes and without `W/`
 * @throws {AppError} `if_match_required`
 */
export function readIfMatch(request: Request): string[] {
  const header = request.headers.get('If-Match') ?? '';
  const tags = [...header.matchAll(/(?:W\/)?("[^"]*")/g)].map(([, tag = '']) => tag);
  if (tags.length === 0) throw new AppError('if_match_required');
  return tags;
}
