import { existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchCases } from './cases.ts';
import { requireNode } from '../../sandbox/require-node.ts';
import { within } from './limit.ts';
import { processorSeconds } from './process-usage.ts';
import { type BenchCase, explain, megabytes, ratio, type Row } from './row.ts';
import { formatTable } from './table.ts';

/** No case takes nearly as long: what hangs although every wait of its own has a limit ends here. */
const caseLimitMs = 1_800_000;

const build = fileURLToPath(new URL('../../.next/BUILD_ID', import.meta.url));

function describeMachine(): string {
  const [processor] = cpus();
  const load = loadavg().map((value) => value.toFixed(2));
  return [
    `${availableParallelism()} cores (${processor?.model ?? 'unknown'})`,
    `${megabytes(totalmem())} of memory`,
    `Node ${process.version}`,
    `load average before the run ${load.join(' ')}`,
  ].join(', ');
}

function chosenCases(names: readonly string[]): readonly BenchCase[] {
  const unknown = names.filter((name) => !benchCases.some((known) => known.name === name));
  if (unknown.length > 0) {
    const known = benchCases.map(({ name }) => name).join(', ');
    throw new Error(`There is no case ${unknown.join(', ')}. There are: ${known}`);
  }
  return names.length === 0 ? benchCases : benchCases.filter(({ name }) => names.includes(name));
}

/**
 * How much of the machine everything else takes meanwhile, to tell a noisy run from a quiet one. A browser does not
 * account for its pages that were closed, so where one is used they are in this number too.
 */
function watchOthers(): () => Row {
  const seconds = (): number => {
    const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
    return times.reduce((sum, time) => sum + time, 0) / 1000 - processorSeconds(process.pid);
  };
  const [startedAt, atStart] = [performance.now(), seconds()];
  return () => {
    const cores = (seconds() - atStart) / ((performance.now() - startedAt) / 1000);
    return explain('cores that other programs (and closed pages) used', ratio(Math.max(0, cores)));
  };
}

async function runCase(
  { name, run }: BenchCase,
  size: number | undefined,
): Promise<{ name: string; rows: Row[]; crashed: boolean }> {
  process.stderr.write(`${name}\n`);
  const others = watchOthers();
  try {
    const rows = await within(caseLimitMs, `the case ${name}`, run(size));
    return { name, rows: [...rows, others()], crashed: false };
  } catch (error) {
    console.error(error);
    return { name, rows: [{ what: 'the case itself', measured: String(error), met: false }], crashed: true };
  }
}

async function runAll(cases: readonly BenchCase[], size: number | undefined): Promise<void> {
  const machine = describeMachine();
  const results = [];
  for (const one of cases) results.push(await runCase(one, size));
  console.info(`\n${machine}\n\n${formatTable(results)}`);
  const failed = results.filter(({ crashed }) => crashed).map(({ name }) => name);
  if (failed.length === 0) return;
  console.error(`Cases that failed: ${failed.join(', ')}`);
  // A case that was given up may still hold what it started.
  process.exit(1);
}

requireNode();
if (existsSync(build)) {
  const [sizes, names] = [true, false].map((wanted) =>
    process.argv.slice(2).filter((word) => /^\d+$/.test(word) === wanted),
  );
  await runAll(chosenCases(names ?? []), sizes?.map(Number).at(-1));
} else {
  console.error('There is no build to measure. Run `npm run build` first.');
  process.exitCode = 1;
}
