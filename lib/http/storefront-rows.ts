import type { StorefrontRead, ReadingPause } from '../bigcommerce/storefront-settings-reader';
import { settingsEtag } from '../changes/settings-etag';
import { toProblem } from './problem-response';

/**
 * Turns reads into lines of JSON, each of them one of: a row `{channel_id, etag, data}`, a row that could not be read
 * `{channel_id, problem}`, or `{pause_seconds}` while the store's rate limit makes the rows that follow wait.
 *
 * @param locale BCP 47, of whom the problems' titles are for
 */
export function toStorefrontLines(
  locale: string,
): TransformStream<StorefrontRead | ReadingPause, Uint8Array> {
  const encoder = new TextEncoder();
  const toLine = (event: StorefrontRead | ReadingPause) => {
    if ('pauseMs' in event) return { pause_seconds: Math.ceil(event.pauseMs / 1_000) };
    const { channelId: channel_id } = event;
    if ('error' in event) return { channel_id, problem: toProblem(event.error, locale) };
    return { channel_id, etag: settingsEtag(event.read.settings), data: event.read.wire };
  };
  return new TransformStream({
    transform(event, controller) {
      controller.enqueue(encoder.encode(`${JSON.stringify(toLine(event))}\n`));
    },
  });
}
