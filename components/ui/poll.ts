interface PollOptions {
  look: () => Promise<void>;
  /** After such a failure no further look can succeed. */
  endsForGood: (reason: unknown) => boolean;
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

export const pollEveryMs = 60_000;

/** After failures in a row. */
const pollAtMostEveryMs = 16 * pollEveryMs;

/** Somebody who goes to and fro between tabs asks no more often than that. */
const pollAtLeastApartMs = 10_000;

/**
 * Looks again and again while the page is in sight: less often after failures, at once when somebody comes back to it.
 *
 * @returns what ends it
 */
export function createPoll({ look, endsForGood, page }: PollOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = pollEveryMs;
  let lookedAt = -Infinity;
  let looking = false;
  let ended = false;

  function plan(): void {
    clearTimeout(timer);
    if (!ended && page.visibilityState === 'visible') timer = setTimeout(() => void lookNow(), waitMs);
  }

  async function lookNow(): Promise<void> {
    if (looking || ended) return;
    looking = true;
    lookedAt = Date.now();
    try {
      await look();
      waitMs = pollEveryMs;
    } catch (reason) {
      ended ||= endsForGood(reason);
      waitMs = Math.min(2 * waitMs, pollAtMostEveryMs);
    }
    looking = false;
    plan();
  }

  function onVisibility(): void {
    clearTimeout(timer);
    if (page.visibilityState !== 'visible') return;
    if (Date.now() - lookedAt >= pollAtLeastApartMs) void lookNow();
    else plan();
  }

  page.addEventListener('visibilitychange', onVisibility);
  void lookNow();
  return () => {
    ended = true;
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', onVisibility);
  };
}
