import { setTimeout as setTimer } from 'node:timers';

interface Sleeper {
  at: number;
  wake: () => void;
}

/** Flows that wake within so many milliseconds of each other run side by side. */
const togetherMs = 20;

/**
 * A clock that runs as usual while something is done and jumps ahead while all that take part in it sleep, so that minutes
 * of waiting pass at once. What takes part runs in {@link run} and waits in {@link sleep} alone.
 */
export class VirtualTime {
  readonly #startedAt = Date.now() - performance.now();
  readonly #sleepers = new Set<Sleeper>();
  #jumpedMs = 0;
  #awake = 0;
  #isStopped = false;

  /** Milliseconds since the epoch. */
  readonly now = (): number => Math.floor(this.#startedAt + performance.now() + this.#jumpedMs);

  /** Runs a flow. While one of them is awake the clock does not jump. */
  async run<T>(flow: () => Promise<T>): Promise<T> {
    this.#awake += 1;
    try {
      return await flow();
    } finally {
      this.#fallAsleep();
    }
  }

  /** Waits within a flow. */
  readonly sleep = async (ms: number): Promise<void> => {
    const woken = this.#wakeAt(this.now() + ms);
    this.#fallAsleep();
    await woken;
  };

  /** Waits within a flow for other flows. */
  async asleepUntil<T>(others: Promise<T>): Promise<T> {
    this.#fallAsleep();
    const result = await others;
    this.#awake += 1;
    return result;
  }

  /** Begins a flow later, as a timer does. */
  readonly later = (begin: () => void, ms: number): void => {
    void this.#wakeAt(this.now() + ms).then(() => {
      begin();
      this.#fallAsleep();
    });
  };

  /** Ends the jumps: what sleeps stays asleep. */
  stop(): void {
    this.#isStopped = true;
    this.#sleepers.clear();
  }

  /** @returns when the clock says so; the flow counts as awake from the same moment */
  #wakeAt(at: number): Promise<void> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at,
        wake: () => {
          if (!this.#sleepers.delete(sleeper)) return;
          clearTimeout(timer);
          this.#awake += 1;
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      const timer = setTimer(sleeper.wake, Math.max(0, at - this.now()));
      timer.unref();
    });
  }

  #fallAsleep(): void {
    this.#awake -= 1;
    if (this.#awake > 0 || this.#isStopped || this.#sleepers.size === 0) return;
    const next = Math.min(...[...this.#sleepers].map(({ at }) => at)) + togetherMs;
    this.#jumpedMs += Math.max(0, next - this.now());
    for (const sleeper of [...this.#sleepers]) if (sleeper.at <= next) sleeper.wake();
  }
}
