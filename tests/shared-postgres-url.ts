/** The variable that names a PostgreSQL to every process of a test run. In a file without the package of PostgreSQL, whose
 * import alone makes a process end with 0. */
export const sharedPostgresUrl = 'TEST_POSTGRES_URL';
