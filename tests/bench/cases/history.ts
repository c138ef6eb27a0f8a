import type { BenchCase } from '../row.ts';

const usualChanges = 100_000;
/** More would not fit into the time that a case has. Fewer would be less than the bulk changes alone. */
const [fewest, most] = [20_000, 2_000_000];

/**
 * A history of 100,000 changes, or of as many as the command names: its pages in the database, the memory of an export,
 * and what others wait for while an export or a purge goes on.
 */
export const history: BenchCase = {
  name: 'history',
  async run(size = usualChanges) {
    const changes = Math.min(most, Math.max(fewest, size));
    // The repositories' own code is measured, which imports without file endings.
    await import('../../../server/typescript-imports.ts');
    const { measureHistory } = await import('../history-measurement.ts');
    return [...(await measureHistory('SQLite', changes)), ...(await measureHistory('PostgreSQL', changes))];
  },
};
