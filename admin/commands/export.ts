import { exportStore } from '../../lib/database/store-export';
import { CommandError, done, exitCodes, type Outcome } from '../outcome';
import { text } from '../texts';
import type { AdminTools } from '../tools';

/** `export`: all that is held about a store, as JSON with and without `--json`. */
export async function exportOne({ database }: AdminTools, storeHash: string): Promise<Outcome> {
  const parts = await exportStore(database, storeHash);
  if (!parts) throw new CommandError(text('failed.noStore', { storeHash }), exitCodes.notFound);
  return { ...done(null, ''), parts };
}
