import { createDatabase, type Database } from '../../../lib/database/database';
import { migrateDatabase } from '../../../lib/database/migrate';
import type { TimeLimits } from '../../../lib/database/time-limits';
import type { Engine } from './engines';

/** Opens databases of one engine and closes them all after a test. */
export interface FreshDatabases {
  engine: Engine;
  /** Opens a database that was never used, with its tables. */
  open: () => Promise<Database>;
  /** Connects to an existing url once more, as another server would. */
  connect: (url: string, limits?: TimeLimits) => Database;
  closeAll: () => Promise<void>;
}

export function createFreshDatabases(engine: Engine): FreshDatabases {
  const opened: Database[] = [];
  function connect(url: string, limits?: TimeLimits): Database {
    const database = createDatabase(url, limits);
    opened.push(database);
    return database;
  }
  return {
    engine,
    connect,
    open: async () => {
      const database = connect(await engine.createUrl());
      await migrateDatabase(database);
      return database;
    },
    closeAll: async () => {
      await Promise.all(opened.splice(0).map((database) => database.destroy()));
    },
  };
}
