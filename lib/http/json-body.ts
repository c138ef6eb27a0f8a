import { AppError } from '../errors';
import { readBoundedBody } from './bounded-body';

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json\s*(;|$)/i.test(contentType);
}

/**
 * Reads a JSON body and stops reading as soon as it is too large.
 *
 * @returns the parsed value, to be checked by the caller
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
