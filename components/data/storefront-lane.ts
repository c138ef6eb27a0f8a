import type { ApiClient } from '@/lib/api/api-client';
import { channelIdsMax } from '@/lib/api/contract';
import { AppError, toAppError } from '@/lib/errors';
import type { ReadOutcome } from './scope-settings';

/** How a lane reports what it reads. */
export interface LaneListener {
  /** Whether a storefront was answered by this request, or by a later one of any kind. */
  isAnswered: (channelId: number, sentAt: number) => boolean;
  onOutcome: (channelId: number, sentAt: number, outcome: ReadOutcome) => void;
  /** The store's rate limit makes the storefronts that follow wait so many seconds. */
  onPause: (seconds: number) => void;
}

/** Reads the settings of storefronts, up to 250 in a request and one request after the other. */
export class StorefrontLane {
  private readonly api: Pick<ApiClient, 'readStorefronts'>;
  private readonly inView: boolean;
  private readonly listener: LaneListener;
  /** The storefronts without an answer and since when each is requested, the next one first. */
  private awaited = new Map<number, number>();
  private request: AbortController | null = null;

  /** @param inView whether the person looks at these storefronts now, so that the server reads them first */
  constructor(api: Pick<ApiClient, 'readStorefronts'>, inView: boolean, listener: LaneListener) {
    this.api = api;
    this.inView = inView;
    this.listener = listener;
  }

  /** Reads these next. The others follow in the same request: the server shares the reads that it has begun. */
  addFirst(channelIds: readonly number[], sentAt: number): void {
    const first = new Map(channelIds.map((id) => [id, sentAt]));
    this.awaited = new Map([...first, ...[...this.awaited].filter(([id]) => !first.has(id))]);
    this.request?.abort();
    void this.work();
  }

  addLast(channelIds: readonly number[], sentAt: number): void {
    for (const id of channelIds) this.awaited.set(id, sentAt);
    if (this.request === null) void this.work();
  }

  /** Whether these storefronts are the next ones anyway. */
  comesNext(channelIds: readonly number[]): boolean {
    const next = new Set([...this.awaited.keys()].slice(0, channelIds.length));
    return channelIds.every((id) => next.has(id));
  }

  /** @returns the storefronts that had no answer */
  stop(): number[] {
    const left = [...this.awaited.keys()];
    this.request?.abort();
    this.request = null;
    this.awaited.clear();
    return left;
  }

  /** The storefronts of the next request, without those that another request answered meanwhile. */
  private next(): Map<number, number> {
    for (const [id, sentAt] of this.awaited)
      if (this.listener.isAnswered(id, sentAt)) this.awaited.delete(id);
    return new Map([...this.awaited].slice(0, channelIdsMax));
  }

  private async work(): Promise<void> {
    const controller = new AbortController();
    this.request = controller;
    for (let requested = this.next(); requested.size > 0; requested = this.next()) {
      await this.send(requested, controller.signal);
      if (controller.signal.aborted) return;
    }
    this.request = null;
  }

  private async send(requested: Map<number, number>, signal: AbortSignal): Promise<void> {
    const report = (channelId: number, sentAt: number, outcome: ReadOutcome) => {
      requested.delete(channelId);
      if (this.awaited.get(channelId) === sentAt) this.awaited.delete(channelId);
      this.listener.onOutcome(channelId, sentAt, outcome);
    };
    const failure = await this.api
      .readStorefronts(
        [...requested.keys()],
        {
          onRow: (channelId, row) => {
            const sentAt = requested.get(channelId);
            if (signal.aborted || sentAt === undefined) return;
            const failed = row instanceof AppError;
            report(
              channelId,
              sentAt,
              failed ? { kind: 'failed', error: row } : { kind: 'read', tagged: row },
            );
          },
          onPause: (seconds) => {
            if (!signal.aborted) this.listener.onPause(seconds);
          },
        },
        { inView: this.inView, signal },
      )
      .then(() => new AppError('offline'), toAppError);
    if (signal.aborted) return;
    // The response has ended: what it did not hold will not come any more.
    for (const [id, sentAt] of [...requested]) report(id, sentAt, { kind: 'failed', error: failure });
  }
}
