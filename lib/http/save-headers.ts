import { z } from 'zod';
import { originHeaders } from '../api/api-client';
import { withoutCoding } from '../bigcommerce/settings-etag';
import { AppError } from '../errors';
import { type ChangeOrigin, noteMaxLength } from '../settings/change';

/**
 * The entity tags of `If-Match` (RFC 9110 §13.1.1), strong or weak, with or without the name of a coding: a proxy that
 * compresses changes tags so, and ours are over values and not over bytes. `*` is not taken: a save that says "whatever is there" is just what the
 * header is asked for to prevent.
 *
 * @returns at least one tag, with its quotes, without `W/` and without a coding
 * @throws {AppError} `if_match_required`
 */
export function readIfMatch(request: Request): string[] {
  const header = request.headers.get('If-Match') ?? '';
  const tags = [...header.matchAll(/(?:W\/)?("[^"]*")/g)].map(([, tag = '']) => withoutCoding(tag));
  if (tags.length === 0) throw new AppError('if_match_required');
  return tags;
}

/** Line breaks and tabs are text; of the other control characters PostgreSQL refuses some, and nobody can see them. */
const controlCharacter = /(?![\t\n\r])\p{Cc}/u;

const noteSchema = z
  .string()
  .transform((text, context) => {
    try {
      return decodeURIComponent(text);
    } catch {
      context.addIssue('not percent-encoded UTF-8');
      return z.NEVER;
    }
  })
  .pipe(
    z
      .string()
      .min(1)
      .max(noteMaxLength)
      .refine((note) => !controlCharacter.test(note)),
  );

/** Nobody writes the same id in two ways: letters are small from here on. */
const idSchema = z.uuid().toLowerCase();

const originSchema = z.object({
  source: z.enum(['bulk', 'restore', 'import']).optional(),
  groupId: idSchema.optional(),
  restoresId: idSchema.optional(),
  note: noteSchema.optional(),
});

/**
 * Reads what a save is part of, from `X-Change-Source`, `X-Change-Group`, `X-Change-Restores` and `X-Change-Note`.
 *
 * @throws {AppError} `invalid_change_headers` for anything that they cannot say
 */
export function readChangeOrigin(request: Request): ChangeOrigin {
  const given = Object.entries(originHeaders).map(
    ([name, header]) => [name, request.headers.get(header) ?? undefined] as const,
  );
  const parsed = originSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new AppError('invalid_change_headers', { cause: parsed.error });
  const { source = 'app', groupId, restoresId, note } = parsed.data;
  return {
    source,
    ...(groupId === undefined ? {} : { groupId }),
    ...(restoresId === undefined ? {} : { restoresId }),
    ...(note === undefined ? {} : { note }),
  };
}
