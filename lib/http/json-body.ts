import { AppError } from '../errors';

/** The largest body we read, in bytes. Settings take a few hundred; a policy URL at most 2,048 characters. */
export const bodyMaxBytes = 64 * 1024;

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json\s*(;|$)/i.test(contentType);
}

/** Whoever sends too much is not listened to any further. */
function tooLarge(): AppError {
  return new AppError('body_too_large', { headers: { Connection: 'close' } });
}

async function readBounded(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('Content-Length')) > bodyMaxBytes) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > bodyMaxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a JSON body and stops reading as soon as it is too large.
 *
 * @returns the parsed value, to be checked by the caller
 * @throws {AppError} `unsupported_media_type`, `body_too_large`, `malformed_json`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (!isJson(request.headers.get('Content-Type'))) throw new AppError('unsupported_media_type');
  const bytes = await readBounded(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('malformed_json', { cause });
  }
}
