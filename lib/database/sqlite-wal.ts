import { open, stat } from 'node:fs/promises';

/**
 * A database file whose `-wal` belongs to another one. SQLite cannot tell and would write the pages of the one into the
 * other, which destroys it.
 */
export class ForeignWalError extends Error {
  /** @param path of the database file */
  constructor(path: string) {
    super(`${path}-wal does not belong to ${path}`);
    this.name = 'ForeignWalError';
  }
}

/** Facts about a database file and the `-wal` beside it. Times are milliseconds since the epoch. */
export interface WalFacts {
  fileBornAt: number;
  walBornAt: number;
  /** Byte 18 of the file: 2 where it was last written in WAL mode. */
  writeVersion: number;
}

/** Source: https://www.sqlite.org/fileformat.html#file_format_version_numbers */
const writeVersionOffset = 18;
const walVersion = 2;

/** A restored folder may get its `-wal` first. It does not get the file a minute later. */
const restoredTogetherMs = 60_000;

/**
 * Decides whether a `-wal` with content belongs to the file beside it. It is created after its file, and a file from
 * `npm run backup` is not in WAL mode, so that it has none at all.
 */
export function isForeignWal({ fileBornAt, walBornAt, writeVersion }: WalFacts): boolean {
  return writeVersion !== walVersion || fileBornAt - walBornAt > restoredTogetherMs;
}

/**
 * Checks that a database file was not put beside the `-wal` of an earlier one.
 *
 * @param path of a file that no connection of this process has open: closing it here would end their locks
 * @throws ForeignWalError; the error of the file system
 */
export async function refuseForeignWal(path: string): Promise<void> {
  const wal = await stat(`${path}-wal`).catch(() => null);
  if (wal === null || wal.size === 0) return;
  const file = await stat(path).catch(() => null);
  if (file === null) throw new ForeignWalError(path);
  const facts = { fileBornAt: file.birthtimeMs, walBornAt: wal.birthtimeMs };
  if (isForeignWal({ ...facts, writeVersion: await readWriteVersion(path) })) throw new ForeignWalError(path);
}

async function readWriteVersion(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, writeVersionOffset);
    return buffer.readUInt8(0);
  } finally {
    await file.close();
  }
}
