import { busyQuota } from './cases/busy-quota.ts';
import { hanging } from './cases/hanging.ts';
import { history } from './cases/history.ts';
import { interaction } from './cases/interaction.ts';
import { load } from './cases/load.ts';
import { memory } from './cases/memory.ts';
import { script } from './cases/script.ts';
import { sizing } from './cases/sizing.ts';
import { storefronts } from './cases/storefronts.ts';
import { throughput } from './cases/throughput.ts';
import type { BenchCase } from './row.ts';

/** Every case, in the order in which they run. A new one is a file in `cases/` and a line here. */
export const benchCases: readonly BenchCase[] = [
  load,
  script,
  storefronts,
  interaction,
  throughput,
  memory,
  sizing,
  history,
  hanging,
  busyQuota,
];
