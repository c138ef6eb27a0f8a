import { AppError } from '../errors';

/** For `catch` behind what needs the network: it fails with `offline`, since no complete response came. */
export function lostConnection(cause: unknown): never {
  throw new AppError('offline', { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('store_unreadable', { cause });
  }
}

/**
 * Reads a response of the app's own API.
 *
 * @throws {AppError} `offline` when the connection broke off, `store_unreadable` when the body is no JSON
 */
export async function readJson(response: Response): Promise<unknown> {
  return parseJson(await response.text().catch(lostConnection));
}

/**
 * Reads lines of JSON as they arrive.
 *
 * @throws {AppError} as {@link readJson}
 */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator {
  const reader = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(lostConnection);
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield parseJson(line);
  }
}
