import { sharePostgres } from '../postgres.ts';

/** One PostgreSQL for the whole run: each file makes databases of its own on it. */
export default sharePostgres;
