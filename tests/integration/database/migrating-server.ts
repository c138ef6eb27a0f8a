import { once } from 'node:events';
import { openDatabase } from '../../../lib/database/database';

/** Opens the database of its first argument when told to on standard input, and says how that went. */
const url = process.argv[2] ?? '';
process.stdout.write('loaded');
await once(process.stdin, 'data');
try {
  const database = await openDatabase(url);
  await database.destroy();
  process.stdout.write('migrated');
} catch (error) {
  process.stdout.write(String(error));
}
