/** How long the database may keep a caller waiting. */
export interface TimeLimits {
  /** Milliseconds until a connection to PostgreSQL must be there. SQLite has none to wait for. */
  connectMs: number;
  /** Milliseconds for one statement. On SQLite: for the lock that another process or connection holds. */
  statementMs: number;
}

/** A request must hear within seconds that the database is dead, while its own caller still waits. */
export const requestTimeLimits: TimeLimits = { connectMs: 5_000, statementMs: 5_000 };

/** A migration may rewrite a large table, or wait for another server that does. */
export const migrationTimeLimits: TimeLimits = { connectMs: 5_000, statementMs: 600_000 };
