import type { Log } from './log';

/** The clocks with which this server's is compared. */
type OtherClock = 'database' | 'bigCommerce';

/** A server whose clock is off by more than this is reported. Milliseconds. */
export const toleratedOffsetMs = 30_000;

/** A response that took longer says little about when it was made. Milliseconds. */
const usefulRoundTripMs = 1_000;

/** `Date` names whole seconds (RFC 9110 §6.6.1): on the average, half a second has passed. */
const halfASecondMs = 500;

/**
 * How far the clock of a server that answered is ahead, by the `Date` of its response.
 *
 * @param date the header
 * @param sentAt when the request was sent, by this server's clock, in milliseconds since the epoch
 * @param roundTripMs until the headers of the response came
 * @returns milliseconds; `null` where the response says nothing of use
 */
export function offsetByDate(
  date: string | string[] | undefined,
  sentAt: number,
  roundTripMs: number,
): number | null {
  const at = typeof date === 'string' ? Date.parse(date) : NaN;
  if (Number.isNaN(at) || roundTripMs >= usefulRoundTripMs) return null;
  return Math.round(at + halfASecondMs - (sentAt + roundTripMs / 2));
}

/** The offsets of other clocks from this server's. */
export interface ClockOffsets {
  /** @param offsetMs how far the other clock is ahead, in milliseconds */
  report(this: void, clock: OtherClock, offsetMs: number): void;
  /** The milliseconds by which each clock is ahead, `null` while it is unknown; and whether one offset is too large. */
  current(this: void): { offsetsMs: Readonly<Record<OtherClock, number | null>>; isOff: boolean };
}

/** Makes the collector of clock offsets. It logs when an offset becomes too large and when it is normal again. */
export function createClockOffsets(log: Log): ClockOffsets {
  const offsetsMs: Record<OtherClock, number | null> = { database: null, bigCommerce: null };
  const isOff = (clock: OtherClock) => Math.abs(offsetsMs[clock] ?? 0) > toleratedOffsetMs;
  return {
    report(clock, offsetMs) {
      const was = isOff(clock);
      offsetsMs[clock] = offsetMs;
      const entry = { clock, offsetSeconds: Math.round(offsetMs / 1_000) };
      if (isOff(clock) && !was) log.warn(entry, 'the clock of this server is wrong: set it by NTP');
      if (!isOff(clock) && was) log.info(entry, 'the clock of this server is right again');
    },
    current: () => ({ offsetsMs: { ...offsetsMs }, isOff: isOff('database') || isOff('bigCommerce') }),
  };
}
