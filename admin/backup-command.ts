import nextEnv from '@next/env';
import { backUpSqlite, BackupRefusal, restoreSqlite } from '../lib/database/backup.ts';
import { isPostgresUrl, sqlitePath, toLibpqAddress } from '../lib/database/engine.ts';
import { databaseUrlOfEnvironment, EnvironmentError } from '../lib/env.ts';

/**
 * `npm run backup -- FILE` and `npm run restore -- FILE`: copies of a SQLite database; for PostgreSQL they name its own
 * commands. The exit code is 0 only where a copy was made or restored.
 */

const usage = `Usage:
  npm run backup -- FILE    write a complete copy of the database into a new file; servers may go on
  npm run restore -- FILE   put such a copy in the place of the database; stop the servers first
DATABASE_URL says which database.`;

function explainPostgres(command: string, file: string, url: string): string {
  const place = `'${toLibpqAddress(url)}'`;
  return command === 'backup'
    ? `PostgreSQL makes its own backups. Run, with the password in PGPASSWORD or ~/.pgpass:\n  pg_dump --format=custom --file='${file}' ${place}`
    : `PostgreSQL restores its own backups. Stop the servers, then run, with the password in PGPASSWORD or ~/.pgpass:\n  pg_restore --clean --if-exists --exit-on-error --single-transaction --dbname=${place} '${file}'`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** @returns what to tell the operator */
async function run(command: string, file: string, url: string): Promise<string> {
  if (isPostgresUrl(url)) throw new BackupRefusal(explainPostgres(command, file, url));
  const path = sqlitePath(url);
  if (path === null) throw new BackupRefusal('The database is in memory: there is nothing to copy.');
  if (command === 'backup') {
    const { bytes, stores } = await backUpSqlite(path, file);
    return `Backup written: ${file} (${megabytes(bytes)}, ${stores} stores).`;
  }
  const { bytes, stores, former } = await restoreSqlite(file, path, Date.now());
  const kept = former === null ? '' : ` The database that was there is kept as ${former}.`;
  return `Restored: ${path} (${megabytes(bytes)}, ${stores} stores).${kept}`;
}

const [command = '', file, ...others] = process.argv.slice(2);
if (!['backup', 'restore'].includes(command) || file === undefined || others.length > 0) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
nextEnv.loadEnvConfig(process.cwd(), false, {
  info: () => undefined,
  error: (text) => process.stderr.write(`${text}\n`),
});
try {
  process.stdout.write(`${await run(command, file, databaseUrlOfEnvironment())}\n`);
} catch (error) {
  const isExpected = error instanceof BackupRefusal || error instanceof EnvironmentError;
  process.stderr.write(`${isExpected ? error.message : `The ${command} failed: ${String(error)}`}\n`);
  process.exitCode = 1;
}
