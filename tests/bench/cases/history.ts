import type { BenchCase } from '../row.ts';

/** A history of 100,000 changes: its pages in the database, and the memory of an export. */
export const history: BenchCase = {
  name: 'history',
  async run() {
    // The repositories' own code is measured, which imports without file endings.
    await import('../../../server/typescript-imports.ts');
    const { measureHistory } = await import('../history-measurement.ts');
    return [...(await measureHistory('SQLite')), ...(await measureHistory('PostgreSQL'))];
  },
};
