import { expect, it } from 'vitest';
import { soakTruth } from '../../soak/truth-soak';
import { createPostgresEngine, createSqliteEngine } from '../database/engines';

it.each([createSqliteEngine(), createPostgresEngine()])(
  'two people on two servers save truly on $name while reads are old',
  { timeout: 180_000 },
  async (engine) => {
    await engine.start();
    const result = await soakTruth({
      databaseUrl: await engine.createUrl(),
      servers: 2,
      saves: 60,
      reads: { staleReadMs: [0, 2_000], replicaLagMs: 1_000 },
      outsideChanges: 4,
    });
    expect(result).toMatchObject({ falseRows: 0, falseConflicts: 0, overwrittenSaves: 0, outsideChanges: 4 });
    expect(result.saves).toBeGreaterThanOrEqual(60);
    expect(result.slowestOutsideMs).toBeLessThan(60_000);
    await engine.stop();
  },
);
