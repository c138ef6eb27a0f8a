import type { StoreClient } from './store-client.ts';

/** A line of the answer about many storefronts, and when it came. */
export interface StorefrontLine {
  /** On the monotonic clock, in milliseconds. */
  at: number;
  channel_id?: number;
  etag?: string;
  data?: Record<string, unknown>;
  problem?: { code: string; status: number; title: string };
  pause_seconds?: number;
}

export interface StorefrontStream {
  response: Response;
  /** Line after line as it comes, until the last one. */
  lines: AsyncGenerator<StorefrontLine, void>;
  /** All lines that are still to come. */
  rest(): Promise<StorefrontLine[]>;
  /** Goes away without waiting for the rest. */
  leave(): void;
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StorefrontLine, void> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const at = performance.now();
    const parts = (text + decoder.decode(chunk.value, { stream: true })).split('\n');
    text = parts.pop() ?? '';
    for (const part of parts) yield { at, ...(JSON.parse(part) as object) };
  }
  if (text !== '') throw new Error(`the answer ended in the middle of a line: ${text.slice(0, 200)}`);
}

/** Asks the app for the settings of many storefronts, as a browser does. */
export async function openStorefrontStream(
  client: StoreClient,
  channelIds: readonly number[],
  { inView = false, headers = {} }: { inView?: boolean; headers?: Record<string, string> } = {},
): Promise<StorefrontStream> {
  const controller = new AbortController();
  const query = `channel_id:in=${channelIds.join(',')}&in_view=${String(inView)}`;
  const response = await client.call('GET', `v3/customers/settings/channels?${query}`, {
    headers,
    signal: controller.signal,
  });
  if (response.status !== 200 || response.body === null)
    throw new Error(`the storefronts were answered with ${response.status}: ${await response.text()}`);
  const lines = linesOf(response.body);
  return {
    response,
    lines,
    async rest() {
      const all: StorefrontLine[] = [];
      for await (const line of lines) all.push(line);
      return all;
    },
    leave: () => controller.abort(),
  };
}

/** Opens the stream and reads it to its end. */
export async function readStorefronts(
  client: StoreClient,
  channelIds: readonly number[],
  options: { inView?: boolean } = {},
): Promise<StorefrontLine[]> {
  return (await openStorefrontStream(client, channelIds, options)).rest();
}
