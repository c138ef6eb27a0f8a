import type { GateClock } from '@/lib/bigcommerce/store-queue';

/** Time that passes only when a test says so. */
export interface ManualClock extends GateClock {
  /** Lets time pass: what becomes due runs in its order, each with all that follows from it at once. */
  advance(ms: number): Promise<void>;
}

/** Lets everything go on that waits for nothing but other promises. */
export function flush(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export function createManualClock(): ManualClock {
  let now = 0;
  let timers: { at: number; work: () => void }[] = [];
  return {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await flush();
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.work();
        await flush();
      }
      now = end;
    },
  };
}
