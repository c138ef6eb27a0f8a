import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, borrowPostgres } from '../../postgres';

/** A kind of database that the battery runs on. */
export interface Engine {
  name: 'SQLite' | 'PostgreSQL';
  start(): Promise<void>;
  /** Makes the url of a database that was never used. */
  createUrl(): Promise<string>;
  /** Answers a url where no database can be reached. */
  createDeadUrl(): Promise<string>;
  stop(): Promise<void>;
}

/** SQLite in files below a new folder. */
export function createSqliteEngine(): Engine {
  let folder = '';
  return {
    name: 'SQLite',
    start: async () => {
      folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
    },
    createUrl: async () => `sqlite:${join(folder, randomUUID(), 'store-record.sqlite')}`,
    createDeadUrl: async () => `sqlite:/dev/null/store-record.sqlite`,
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Databases of a PostgreSQL server. */
export function createPostgresEngine(): Engine {
  let server: PostgresServer | undefined;
  return {
    name: 'PostgreSQL',
    start: async () => {
      server = await borrowPostgres();
    },
    createUrl: () => {
      if (!server) throw new Error('PostgreSQL is not started');
      return server.createDatabase();
    },
    // Port 1 is reserved and refuses.
    createDeadUrl: async () => 'postgres://nobody:secret@127.0.0.1:1/none',
    stop: async () => server?.stop(),
  };
}
