import { z } from 'zod';
import { AppError } from '../errors';

const idSchema = z.uuid();

/**
 * The change, or the entry, that a path names.
 *
 * @throws {AppError} `not_found` for what no change's id can be
 */
export function readChangeId(segment: string): string {
  const parsed = idSchema.safeParse(segment);
  if (!parsed.success) throw new AppError('not_found');
  return parsed.data;
}
