import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of this length, in seconds. */
const tick = 0.01;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The facts of `/proc` about a process; the fallback for one that ended meanwhile. */
function ofProcess<Value>(read: () => Value, fallback: Value): Value {
  try {
    return read();
  } catch (error) {
    const ended =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH');
    if (ended) return fallback;
    throw error;
  }
}

function childrenOf(pid: number): number[] {
  const threads = ofProcess(() => readdirSync(`/proc/${pid}/task`), []);
  const children = (thread: string) =>
    ofProcess(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'), '');
  return threads.flatMap((thread) => children(thread).split(' ').filter(Boolean).map(Number));
}

/** A process and all that it started. */
function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

/** Memory that the process and its children hold in RAM, in bytes. Needs Linux. */
export function residentBytes(pid: number): number {
  const kibibytes = familyOf(pid).map((member) => {
    const status = ofProcess(() => readFileSync(`/proc/${member}/status`, 'utf8'), '');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  });
  return sum(kibibytes) * 1024;
}

/**
 * Processor time that the process and its children have used so far, children that have ended included, in
 * seconds. Needs Linux.
 */
export function processorSeconds(pid: number): number {
  const ticks = familyOf(pid).map((member) => {
    const stat = ofProcess(() => readFileSync(`/proc/${member}/stat`, 'utf8'), '');
    // The name, in parentheses, may hold spaces. The 12th to 15th word after it are the user and system time of
    // the process and of its children that have ended.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum(words.slice(11, 15).map(Number));
  });
  return sum(ticks) * tick;
}
