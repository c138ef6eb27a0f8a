/**
 * The variable that names a PostgreSQL server to every process of a test run. It has a file of its own because importing
 * the package of PostgreSQL makes a process end with 0.
 */
export const sharedPostgresUrl = 'TEST_POSTGRES_URL';
