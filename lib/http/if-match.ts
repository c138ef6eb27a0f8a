import { AppError } from '../errors';

/**
 * The entity tags of `If-Match` (RFC 9110 §13.1.1). `*` is not taken: a save that says "whatever is there" is
 * just what the header is asked for to prevent.
 *
 * @returns at least one strong tag, with its quotes
 * @throws {AppError} `if_match_required`
 */
export function readIfMatch(request: Request): string[] {
  const tags = request.headers.get('If-Match')?.match(/(?<!W\/)"[^"]*"/g);
  if (!tags) throw new AppError('if_match_required');
  return [...tags];
}
