/** The sandbox's own time. A skew makes it sign with a clock that runs ahead of (or behind) the app's. */
export interface Clock {
  skewMs: number;
  now(): number;
}

export function createClock(now: () => number): Clock {
  return {
    skewMs: 0,
    now() {
      return now() + this.skewMs;
    },
  };
}
