import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres';
import { soakTruth, type SoakOptions } from './truth-soak';

/** `npm run soak:truth -- SAVES`: saves while BigCommerce shows old values, and prints what was false. */
const saves = Number(process.argv[2] ?? 1_000);
const folder = await mkdtemp(join(tmpdir(), 'soak-'));
const postgres = await startPostgres();

const readings: Record<string, SoakOptions['reads']> = {
  'reads 0–5 s old': { staleReadMs: [0, 5_000], replicaLagMs: 0 },
  'two replicas, one 5 s behind': { staleReadMs: [0, 0], replicaLagMs: 5_000 },
};

let failures = 0;
for (const servers of [1, 2] as const)
  for (const engine of ['SQLite', 'PostgreSQL'] as const)
    for (const [name, reads] of Object.entries(readings)) {
      const databaseUrl =
        engine === 'SQLite'
          ? `sqlite:${join(folder, `${servers}-${name}.sqlite`)}`
          : await postgres.createDatabase();
      const { slowestOutsideMs, ...counts } = await soakTruth({
        databaseUrl,
        servers,
        saves,
        reads,
        outsideChanges: 16,
      });
      const { falseRows, falseConflicts, overwrittenSaves, lostSaves } = counts;
      failures +=
        falseRows + falseConflicts + overwrittenSaves + lostSaves + (slowestOutsideMs > 60_000 ? 1 : 0);
      process.stdout.write(
        `${engine}, servers: ${servers}, ${name}: ${counts.saves} saves, ${falseRows} false rows, ` +
          `${falseConflicts} false conflicts (${counts.trueConflicts} true), ${overwrittenSaves} overwritten saves, ` +
          `${lostSaves} lost saves, ` +
          `${counts.failedSaves} failed saves, ${counts.outsideChanges} outside changes, the slowest recorded after ${slowestOutsideMs} ms\n`,
      );
    }
await postgres.stop();
await rm(folder, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
