import type { ChannelSettingsWire, StoreSettingsWire } from './settings-wire.ts';

type Settings = StoreSettingsWire | ChannelSettingsWire;

/** How old reads of the settings may be, because several servers and caches answer them. */
export interface ReadConditions {
  /** A read shows the settings as they were between so many and so many milliseconds ago, at random. */
  staleReadMs: readonly [least: number, most: number];
  /** Every second read is answered by a replica that is so many milliseconds behind; 0 for no replica. */
  replicaLagMs: number;
}

/** Old versions are needed for as long as a read may lag behind. Milliseconds. */
const keptMs = 5 * 60 * 1_000;

/** The former settings of one store, so that reads can be older than writes. */
export class SettingsHistory {
  readonly #now: () => number;
  /** By channel id, `null` for the whole store: what the settings were until a moment. */
  readonly #past = new Map<number | null, { until: number; settings: Settings }[]>();
  #reads = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Remembers settings that are replaced now. */
  add(channelId: number | null, settings: Settings): void {
    const now = this.#now();
    const past = (this.#past.get(channelId) ?? []).filter(({ until }) => until >= now - keptMs);
    this.#past.set(channelId, [...past, { until: now, settings }]);
  }

  /** The settings at each time since a moment, oldest first. @param current the settings now */
  since<S extends Settings>(channelId: number | null, current: S, at: number): S[] {
    const past = (this.#past.get(channelId) ?? []).filter(({ until }) => until >= at);
    return [...past.map(({ settings }) => settings as S), current];
  }

  /** The settings that a read returns. @param current the settings now */
  read<S extends Settings>(channelId: number | null, current: S, conditions: ReadConditions): S {
    this.#reads += 1;
    const { staleReadMs, replicaLagMs } = conditions;
    const [least, most] = staleReadMs;
    const replicaMs = this.#reads % 2 === 0 ? replicaLagMs : 0;
    const at = this.#now() - replicaMs - least - Math.random() * (most - least);
    const old = this.#past.get(channelId)?.find(({ until }) => until > at);
    return (old?.settings as S | undefined) ?? current;
  }
}
