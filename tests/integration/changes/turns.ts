/** Lets several pieces of work go on step by step, in an order that chance decides. */
export interface Turns {
  /** Waits for the caller's turn. */
  take(this: void): Promise<void>;
  /** Runs all of them until they end. */
  run(works: readonly (() => Promise<void>)[]): Promise<void>;
}

/** Of so many turns in ten, two go on at once. */
const pairsInTen = 3;

/**
 * A turn is given only when all callers wait for one, so that the order of turns is the order of events.
 *
 * @param chance a random number from 0 to 1
 */
export function createTurns(chance: () => number): Turns {
  let waiting: (() => void)[] = [];
  let going = 0;

  function giveOne(): void {
    const [chosen] = waiting.splice(Math.floor(chance() * waiting.length), 1);
    going += 1;
    chosen?.();
  }

  function give(): void {
    if (going > 0 || waiting.length === 0) return;
    giveOne();
    if (waiting.length > 0 && chance() * 10 < pairsInTen) giveOne();
  }

  function stop(): void {
    going -= 1;
    give();
  }

  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        stop();
      }),
    async run(works) {
      waiting = [];
      going = works.length;
      await Promise.all(works.map((work) => work().finally(stop)));
    },
  };
}

/** Mulberry32: a small generator of random numbers from 0 to 1, the same for the same seed. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
