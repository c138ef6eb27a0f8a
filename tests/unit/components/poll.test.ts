import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPoll, pollEveryMs } from '../../../components/ui/poll';

/** A page that comes into sight and goes out of it by hand. */
function createPage() {
  const listeners = new Set<() => void>();
  const page = {
    visibilityState: 'visible' as DocumentVisibilityState,
    addEventListener: (_type: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => void listeners.delete(listener),
  };
  return {
    page: page as unknown as Document,

    turn: (state: DocumentVisibilityState) => {
      page.visibilityState = state;
      for (const listener of listeners) listener();
    },
  };
}

function createTestPoll() {
  const looks: number[] = [];
  let failure: Error | null = null;
  const made = createPage();
  const { page } = made;
  const end = createPoll({
    look: async () => {
      looks.push(Date.now());
      if (failure !== null) throw failure;
    },
    endsForGood: (reason) => reason instanceof Error && reason.message === 'session over',
    page,
  });
  return {
    looks,
    turn: made.turn,
    end,
    fail: (message: string | null) => (failure = message === null ? null : new Error(message)),
  };
}

describe('a poll', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('looks at once and then every minute', async () => {
    const { looks, end } = createTestPoll();
    await vi.advanceTimersByTimeAsync(3 * pollEveryMs);
    expect(looks).toEqual([0, 1, 2, 3].map((count) => count * pollEveryMs));
    end();
    await vi.advanceTimersByTimeAsync(3 * pollEveryMs);
    expect(looks).toHaveLength(4);
  });

  it('does not look while nobody sees the page, and looks when somebody comes back', async () => {
    const { looks, turn, end } = createTestPoll();
    await vi.advanceTimersByTimeAsync(1_000);
    turn('hidden');
    await vi.advanceTimersByTimeAsync(10 * pollEveryMs);
    expect(looks).toHaveLength(1);
    turn('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(2);
    turn('hidden');
    turn('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(2);
    end();
  });

  it('asks less often after failures, and as often as before once it goes well', async () => {
    const { looks, fail, end } = createTestPoll();
    fail('down');
    await vi.advanceTimersByTimeAsync(pollEveryMs);
    await vi.advanceTimersByTimeAsync(2 * pollEveryMs);
    await vi.advanceTimersByTimeAsync(4 * pollEveryMs);
    expect(looks).toEqual([0, 1, 3, 7].map((count) => count * pollEveryMs));
    fail(null);
    await vi.advanceTimersByTimeAsync(9 * pollEveryMs);
    expect(looks.slice(4)).toEqual([15, 16].map((count) => count * pollEveryMs));
    end();
  });

  it('ends when the session is over', async () => {
    const { looks, fail, turn, end } = createTestPoll();
    await vi.advanceTimersByTimeAsync(0);
    fail('session over');
    await vi.advanceTimersByTimeAsync(pollEveryMs);
    expect(looks).toHaveLength(2);
    turn('hidden');
    await vi.advanceTimersByTimeAsync(pollEveryMs);
    turn('visible');
    await vi.advanceTimersByTimeAsync(10 * pollEveryMs);
    expect(looks).toHaveLength(2);
    end();
  });
});
