import type { CustomerSettingsWire } from '../settings/wire';
import type { AppError } from '../errors';
import { toProblem } from './problem-response';

/** What happens while many storefronts are read: one came, one could not be read, or all have to wait. */
export type StorefrontEvent =
  | { channelId: number; read: { wire: CustomerSettingsWire; etag: string } }
  | { channelId: number; error: AppError }
  | { pauseMs: number };

function toLine(event: StorefrontEvent, locale: string): object {
  if ('pauseMs' in event) return { pause_seconds: Math.ceil(event.pauseMs / 1_000) };
  const { channelId: channel_id } = event;
  if ('error' in event) return { channel_id, problem: toProblem(event.error, locale) };
  return { channel_id, etag: event.read.etag, data: event.read.wire };
}

/**
 * Turns events into lines of JSON, each of them one of: a row `{channel_id, etag, data}`, a row that could not be read
 * `{channel_id, problem}`, or `{pause_seconds}` while the store's rate limit makes the rows that follow wait.
 *
 * @param locale BCP 47, of whom the problems' titles are for
 * @param onFailure told of each row that could not be read, so that the log knows why
 */
export function toStorefrontLines(
  locale: string,
  onFailure: (channelId: number, error: AppError) => void,
): TransformStream<StorefrontEvent, Uint8Array> {
  const encoder = new TextEncoder();
  return new TransformStream({
    transform(event, controller) {
      if ('error' in event) onFailure(event.channelId, event.error);
      controller.enqueue(encoder.encode(`${JSON.stringify(toLine(event, locale))}\n`));
    },
  });
}
