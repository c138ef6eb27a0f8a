import type { BenchCase } from '../row.ts';

/** The work of one server on one core, the size of a change in the database, and both scaled to 100,000 stores. */
export const sizing: BenchCase = {
  name: 'sizing',
  async run() {
    // The repositories' own code fills the database, which imports without file endings.
    await import('../../../server/typescript-imports.ts');
    const { measureSizing } = await import('../sizing-measurement.ts');
    return measureSizing();
  },
};
