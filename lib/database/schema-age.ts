/** Ends the number of a migration that earlier releases cannot live with. All others only add. */
export const breakingSuffix = '.breaking';

/** A database that a release migrated which this one does not know. */
export class SchemaAgeError extends Error {
  /** True for a later release; false for one that lacks migrations of this one, so that neither is later. */
  readonly isLater: boolean;

  /** @param unknown the migrations that this release does not know */
  constructor(unknown: readonly string[], isLater: boolean) {
    super(`This release does not know the database's migrations ${unknown.join(', ')}`);
    this.name = 'SchemaAgeError';
    this.isLater = isLater;
  }
}

/**
 * Decides whether this release can work with a database.
 *
 * @param executed the migrations that the database had
 * @param known the migrations of this release
 * @returns migrations of later releases that this one can live with; none where it may migrate the database itself
 * @throws SchemaAgeError where it cannot work with it
 */
export function judgeSchema(executed: readonly string[], known: readonly string[]): string[] {
  const newer = executed.filter((name) => !known.includes(name)).sort();
  const lacks = known.some((name) => !executed.includes(name));
  const breaks = newer.some((name) => name.endsWith(breakingSuffix));
  if (newer.length > 0 && (lacks || breaks)) throw new SchemaAgeError(newer, !lacks);
  return newer;
}
