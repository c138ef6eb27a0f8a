import { AppError } from '../errors';
import { limits } from '../limits';

/** The largest body, in bytes. Settings take a few hundred bytes; a policy URL at most 2,048 characters. */
const bodyMaxBytes = limits.bodyBytes;

/** The error for a body that is too large. The connection is closed, so that the rest is not read. */
function tooLarge(): AppError {
  return new AppError('body_too_large', { headers: { Connection: 'close' } });
}

/** Reads one part of a body. A caller that disconnects in the middle of a body is not a fault of the server. */
async function readPart(reader: ReadableStreamDefaultReader<Uint8Array> | undefined) {
  try {
    return await reader?.read();
  } catch (cause) {
    throw new AppError('request_aborted', { cause });
  }
}

/**
 * Reads a body as it was sent, and stops reading as soon as it is too large.
 *
 * @throws {AppError} `body_too_large`, `request_aborted`
 */
export async function readBoundedBody(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('Content-Length')) > bodyMaxBytes) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await readPart(reader); part && !part.done; part = await readPart(reader)) {
    bytes += part.value.byteLength;
    if (bytes > bodyMaxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json\s*(;|$)/i.test(contentType);
}

/**
 * Reads a JSON body and stops reading as soon as it is too large.
 *
 * @returns the parsed value, which the caller validates
 * @throws {AppError} `unsupported_media_type`, `body_too_large`, `malformed_json`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (!isJson(request.headers.get('Content-Type'))) throw new AppError('unsupported_media_type');
  const bytes = await readBoundedBody(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('malformed_json', { cause });
  }
}
