import { DatabaseError } from 'pg';
import { AppError } from '../errors';

/**
 * SQLite's primary result codes that blame the statement: ERROR, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE.
 * Source: https://www.sqlite.org/rescode.html
 */
const sqliteStatementFaults = new Set([1, 18, 19, 20, 21, 25]);

/**
 * PostgreSQL's error classes that blame the server or the way to it: connection, authorization, no such database,
 * transaction rolled back (deadlock), insufficient resources, object not in the needed state (lock not available),
 * operator intervention (shutdown, statement time-out), system, configuration file, internal.
 * Source: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const postgresOutageClasses = new Set(['08', '28', '3D', '40', '53', '55', '57', '58', 'F0', 'XX']);

/**
 * The codes of class 25 that blame the server: a standby that accepts no writes, and a transaction that idled too long.
 */
const postgresOutageCodes = new Set(['25006', '25P03']);

/**
 * Runs work of a database engine and converts its outages to an AppError. Each dialect calls this in the one place
 * through which statements pass, which covers every repository, transaction and migration.
 *
 * @param work may throw, or return a promise that rejects
 * @throws AppError `database_unavailable` when the database could not do its work (down, locked, full, too slow). The
 *   error of a statement that is wrong or breaks a constraint is a bug and passes unchanged.
 */
export async function withDatabaseErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isOutage(error) ? new AppError('database_unavailable', { cause: error }) : error;
  }
}

/**
 * Reads the result code from an error of node:sqlite.
 *
 * @returns the primary result code (https://www.sqlite.org/rescode.html), or undefined for any other error
 */
export function sqliteResultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  // The lowest eight bits of an extended result code are the primary code.
  return error.errcode & 0xff;
}

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  // The drivers throw these for parameters of a wrong type.
  if (error instanceof TypeError || error instanceof RangeError) return false;
  if (error instanceof DatabaseError) return isPostgresOutage(error.code ?? '');
  const resultCode = sqliteResultCode(error);
  // An error without a code of an engine comes from the file system, the socket, or pg's own time-outs.
  return resultCode === undefined || !sqliteStatementFaults.has(resultCode);
}

function isPostgresOutage(code: string): boolean {
  return postgresOutageClasses.has(code.slice(0, 2)) || postgresOutageCodes.has(code);
}
