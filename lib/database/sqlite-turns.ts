import { setImmediate as reset } from 'node:timers';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets one writer after the other at a SQLite file, which takes one transaction at a time. */
export class WriterTurns {
  #last = Promise.resolve();

  /**
   * Waits for those who came before.
   *
   * @param deadline by `performance.now()`; a caller whose turn comes later is sent away
   * @returns to be called once, at the end of the turn
   * @throws Error after the deadline
   */
  async enter(deadline: number): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#last = promise;
    await before;
    const leave = () => resolve(undefined);
    if (performance.now() <= deadline) return leave;
    leave();
    throw new Error('Other writers of this process held the database for too long');
  }
}

/** How long statements may follow each other before the event loop gets its turn. Milliseconds. */
const loopShareMs = 5;

/**
 * Makes long work give way. node:sqlite answers at once, so that awaiting it never lets the event loop go on: without
 * this, an export or a purge would stop every other request until its last batch.
 */
export class LoopShare {
  #since: number | undefined;

  /** Waits for the event loop where statements have kept it for their share of time. */
  async giveWay(): Promise<void> {
    if (this.#since === undefined) {
      this.#since = performance.now();
      reset(() => (this.#since = undefined));
    } else if (performance.now() - this.#since > loopShareMs) {
      await nextTurn();
    }
  }
}
