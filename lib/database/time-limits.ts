/** The longest times that a caller waits for the database. */
export interface TimeLimits {
  /** Milliseconds for connecting to PostgreSQL. Not used for SQLite. */
  connectMs: number;
  /** Milliseconds for one statement. On SQLite: for the lock that another process or connection holds. */
  statementMs: number;
}

/** Short limits: a request gets an error within seconds, while its client still waits. */
export const requestTimeLimits: TimeLimits = { connectMs: 5_000, statementMs: 5_000 };

/** A migration may rewrite a large table, or wait for another server that does. */
export const migrationTimeLimits: TimeLimits = { connectMs: 5_000, statementMs: 600_000 };
