import { toChangeWire } from '../api/change-wire';
import type { StreamedChange } from '../database/change-stream';
import type { ExportFormat } from '../settings/change';
import { toChangeCsv } from './change-csv';

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

async function* csvParts(
  batches: AsyncIterable<readonly StreamedChange[]>,
  locale: string,
): AsyncGenerator<string, void> {
  let first = true;
  for await (const batch of batches) {
    yield toChangeCsv(batch, locale, first);
    first = false;
  }
  if (first) yield toChangeCsv([], locale, true);
}

/** One array, each change on a line of its own, so that programs that read line by line can, too. */
async function* jsonParts(batches: AsyncIterable<readonly StreamedChange[]>): AsyncGenerator<string, void> {
  let separator = '[\n';
  for await (const batch of batches) {
    const lines = batch.map(({ entryId, change }) =>
      JSON.stringify({ entry_id: entryId, ...toChangeWire(change) }),
    );
    yield separator + lines.join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** The headers of an export, which make a browser keep it as a file. */
export function exportHeaders(
  format: ExportFormat,
  { storeHash, now }: { storeHash: string; now: number },
): Record<string, string> {
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    'Content-Type': contentTypes[format],
    'Content-Disposition': `attachment; filename="customer-settings-history-${storeHash}-${day}.${format}"`,
    // What is gathered on the way is memory that nobody needs.
    'X-Accel-Buffering': 'no',
  };
}

/**
 * Changes as a file, written as they are read: the next batch is asked for when whoever takes the file has room for
 * it, and no more of them when nobody takes it any longer.
 *
 * @param options `locale`, BCP 47, of whom the words of a CSV file are for; `onFailure` is told why the file ends early
 */
export function toExportStream(
  batches: AsyncIterable<readonly StreamedChange[]>,
  format: ExportFormat,
  { locale, onFailure }: { locale: string; onFailure: (error: unknown) => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = format === 'csv' ? csvParts(batches, locale) : jsonParts(batches);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await parts.next().catch((error: unknown) => {
          onFailure(error);
          // Whoever takes the file has to learn that it is not whole.
          throw error;
        });
        if (part.done) controller.close();
        else controller.enqueue(encoder.encode(part.value));
      },
      async cancel() {
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}
