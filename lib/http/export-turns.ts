import { LRUCache } from 'lru-cache';
import { AppError } from '../errors';
import { limits } from '../limits';

export interface ExportTurns {
  /**
   * Begins an export.
   *
   * @param key names the person and the store
   * @returns to be called once it has ended, however that was
   * @throws {AppError} `export_running` while another one of the same key has not ended
   */
  begin(key: string): () => void;
}

/** Lets each person export one history at a time on this server: an export holds a connection to the database. */
export function createExportTurns(): ExportTurns {
  // The time limit is for an export whose end was never reported.
  const running = new LRUCache<string, symbol>({ max: limits.exports, ttl: limits.exportMs });
  return {
    begin(key) {
      if (running.has(key)) throw new AppError('export_running');
      const turn = Symbol(key);
      running.set(key, turn);
      return () => {
        if (running.peek(key) === turn) running.delete(key);
      };
    },
  };
}
