import type { BenchCase } from '../row.ts';

/** What one server does with one core, what a change takes in the database, and what that means for 100,000 stores. */
export const sizing: BenchCase = {
  name: 'sizing',
  async run() {
    // The repositories' own code fills the database, which imports without file endings.
    await import('../../../server/typescript-imports.ts');
    const { measureSizing } = await import('../sizing-measurement.ts');
    return measureSizing();
  },
};
