import { compactDatabase } from '../../lib/database/upkeep';
import { done, type Outcome } from '../outcome';
import { text } from '../texts';
import type { AdminTools } from '../tools';

/** `compact`: gives back the space of deleted rows. */
export async function compact({ database }: AdminTools): Promise<Outcome> {
  const { before, after } = await compactDatabase(database);
  return done({ before, after }, text('compact.done', { before, after }));
}
