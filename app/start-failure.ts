import 'server-only';
import { resolve } from 'node:path';
import { SchemaAgeError } from '@/lib/database/schema-age';
import { ForeignWalError } from '@/lib/database/sqlite-wal';
import { EnvironmentError } from '@/lib/env';
import { toLoggableError } from '@/lib/log';

/** Why the app could not start, for the log and for the operator. It never contains a password. */
export interface StartFailure {
  /** A fixed word for alerts. */
  reason: string;
  /** One line: what is wrong, where, and what to do. */
  advice: string;
}

/** Codes of errors and of their causes: of the system, of SQLite (`errcode`) and of PostgreSQL. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  const own = [code, typeof errcode === 'number' ? `SQLITE_${errcode & 0xff}` : errcode];
  return [...own.filter((value) => typeof value === 'string'), ...codesOf(error.cause)];
}

/** The address of the database, without user and password. */
function placeOf(url: string): string {
  if (url.startsWith('sqlite:')) return resolve(url.slice('sqlite:'.length));
  const { host, pathname } = URL.parse(url) ?? { host: 'an unreadable address', pathname: '' };
  return `${host}${pathname}`;
}

type Advice = [reason: string, codes: readonly string[], advice: (place: string) => string];

/** SQLite's codes are primary result codes, https://www.sqlite.org/rescode.html. */
const advices: Advice[] = [
  [
    'database_not_writable',
    ['EACCES', 'EPERM', 'EROFS', 'SQLITE_8', 'SQLITE_14', 'SQLITE_3'],
    (place) =>
      `The database ${place} cannot be written. Give the user that runs the app write permission for the file and its folder, or set DATABASE_URL to another place.`,
  ],
  [
    'database_full',
    ['ENOSPC', 'EDQUOT', 'SQLITE_13', '53100'],
    (place) => `There is no space left for the database ${place}. Free some, then start the app again.`,
  ],
  [
    'database_busy',
    ['SQLITE_5'],
    (place) =>
      `Another process holds the database ${place}. Wait until it is done, then start the app again.`,
  ],
  [
    'database_read_only',
    ['25006', '42501'],
    (place) =>
      `PostgreSQL at ${place} lets this user only read. Name the primary server, or grant CREATE on its schema.`,
  ],
  [
    'database_network_file_system',
    ['SQLITE_10', 'SQLITE_15', 'ENOLCK', 'ENOTSUP'],
    (place) =>
      `The database ${place} cannot be locked. Put it on a local disk (SQLite does not work on network file systems), or set DATABASE_URL to a PostgreSQL server.`,
  ],
  [
    'database_damaged',
    ['SQLITE_11', 'SQLITE_26'],
    (place) => `The file ${place} is no SQLite database, or damaged. Restore it from a backup.`,
  ],
  [
    'database_unreachable',
    [
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ECONNRESET',
      '57P03',
    ],
    (place) =>
      `No PostgreSQL server answers at ${place}. Check the host, the port and the network, or start the server.`,
  ],
  [
    'database_password',
    ['28P01', '28000'],
    (place) =>
      `PostgreSQL at ${place} refuses the user or the password. Check both in DATABASE_URL, and pg_hba.conf.`,
  ],
  [
    'database_tls',
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    (place) =>
      `The certificate of PostgreSQL at ${place} is not trusted. Name its authority (sslrootcert in DATABASE_URL, or NODE_EXTRA_CA_CERTS).`,
  ],
  [
    'database_missing',
    ['3D000'],
    (place) => `PostgreSQL has no database ${place}. Create it, then start the app again.`,
  ],
];

/** Finds an error of a class in the chain of causes. */
function findCause<E extends Error>(error: unknown, kind: new (...parts: never[]) => E): E | undefined {
  if (error instanceof kind) return error;
  return error instanceof Error ? findCause(error.cause, kind) : undefined;
}

function explainSchema(place: string, isLater: boolean): StartFailure {
  const advice = isLater
    ? `The database ${place} was changed by a later release of the app, which this one cannot work with. Start that release or a later one.`
    : `The database ${place} was changed by another release of the app that knows nothing of this one. Start that release, or restore a backup from before it.`;
  return { reason: 'database_newer', advice };
}

function messagesOf(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${messagesOf(error.cause)}` : '';
}

/**
 * Explains why the start failed.
 *
 * @param databaseUrl from the environment; undefined where the environment itself is faulty
 */
export function explainStartFailure(error: unknown, databaseUrl: string | undefined): StartFailure {
  if (error instanceof EnvironmentError) return { reason: 'environment', advice: error.message };
  const place = databaseUrl === undefined ? 'the database' : placeOf(databaseUrl);
  const schema = findCause(error, SchemaAgeError);
  if (schema) return explainSchema(place, schema.isLater);
  if (findCause(error, ForeignWalError))
    return {
      reason: 'database_foreign_wal',
      advice: `Beside the database ${place} lies a -wal file of another database, which would destroy it: a copy was put in its place without removing the old -wal and -shm. If the copy is what you want, move these two away and start the app again.`,
    };
  if (/does not support SSL connections|no pg_hba\.conf entry/.test(messagesOf(error)))
    return {
      reason: 'database_tls',
      advice: `PostgreSQL at ${place} refuses the connection with or without TLS. Check sslmode in DATABASE_URL, and pg_hba.conf.`,
    };
  const codes = new Set(codesOf(error));
  const known = advices.find(([, causes]) => causes.some((code) => codes.has(code)));
  if (known) return { reason: known[0], advice: known[2](place) };
  const { message, cause } = toLoggableError(error);
  return { reason: 'internal', advice: `The app could not start: ${cause?.message ?? message} (${place})` };
}
