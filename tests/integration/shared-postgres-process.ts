import { once } from 'node:events';
import { startPostgres } from '../postgres.ts';

// A process of its own: the package of PostgreSQL ends its process with 0, whatever else there is to say.
const server = await startPostgres();
process.send?.(server.url);
// The run sends it, or has ended without a word.
await Promise.race([once(process, 'message'), once(process, 'disconnect')]);
await server.stop();
process.exit(0);
