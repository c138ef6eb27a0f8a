/** One line of the table that a benchmark prints. */
export interface Row {
  what: string;
  measured: string;
  /** Left out for a line that only explains another one. */
  target?: string;
  /** Whether the target was reached. Absent where there is none. */
  met?: boolean;
}

/** One case, which starts what it needs and ends it again. */
export interface BenchCase {
  name: string;
  /** @param size how much of it, where a number was named; each case has a size of its own otherwise */
  run: (size?: number) => Promise<Row[]>;
}

/** Says on the way what is being done: a case takes up to minutes. */
export function tellProgress(words: string): void {
  process.stderr.write(`  ${words}\n`);
}

const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const ratioFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export type Unit = (value: number) => string;

export const milliseconds: Unit = (value) => `${short.format(value)} ms`;
export const microseconds: Unit = (value) => `${short.format(Math.round(value))} µs`;
export const megabytes: Unit = (bytes) => `${short.format(bytes / 1e6)} MB`;
export const kilobytes: Unit = (bytes) => `${short.format(bytes / 1e3)} KB`;
export const perSecond: Unit = (value) => `${short.format(Math.round(value))} requests/s`;
export const ratio: Unit = (value) => ratioFormat.format(value);

export function atMost(what: string, value: number, limit: number, unit: Unit, remark = ''): Row {
  return { what, measured: unit(value) + remark, target: `at most ${unit(limit)}`, met: value <= limit };
}

export function atLeast(what: string, value: number, limit: number, unit: Unit, remark = ''): Row {
  return { what, measured: unit(value) + remark, target: `at least ${unit(limit)}`, met: value >= limit };
}

export function explain(what: string, measured: string): Row {
  return { what, measured };
}
