import { AppError } from '../errors';

/** The largest body we read, in bytes. Settings take a few hundred; a policy URL at most 2,048 characters. */
export const bodyMaxBytes = 64 * 1024;

/** Whoever sends too much is not listened to any further. */
function tooLarge(): AppError {
  return new AppError('body_too_large', { headers: { Connection: 'close' } });
}

/**
 * Reads a body as it was sent, and stops reading as soon as it is too large.
 *
 * @throws {AppError} `body_too_large`
 */
export async function readBoundedBody(request: Request): Promise<Buffer> {
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
