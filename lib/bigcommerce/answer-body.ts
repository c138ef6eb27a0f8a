import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { AppError } from '../errors';
import type { AnswerHeaders } from './retry';

/** A parsed body: JSON, an HTML page instead of a response of the API, or neither. */
export type AnswerBody = { kind: 'json'; value: unknown } | { kind: 'page' } | { kind: 'unreadable' };

type Decoder = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const inflateZlib: Decoder = promisify(inflate);
const inflateBare: Decoder = promisify(inflateRaw);

/** Servers send `deflate` with and without its zlib header (RFC 9110 §8.4.1.2). */
const inflateEither: Decoder = (bytes, options) =>
  inflateZlib(bytes, options).catch(() => inflateBare(bytes, options));

const decoders: Partial<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  deflate: inflateEither,
};

/** The first bytes of every gzip file (RFC 1952): some proxies compress without a `Content-Encoding` header. */
const gzipMark = Buffer.from([0x1f, 0x8b, 0x08]);

function codingsOf(headers: AnswerHeaders, bytes: Buffer): string[] {
  const named = [headers['content-encoding'] ?? []].flat().join(',').toLowerCase();
  const codings = named.split(',').map((coding) => coding.trim());
  const known = codings.filter((coding) => coding !== '' && coding !== 'identity');
  return known.length === 0 && bytes.subarray(0, 3).equals(gzipMark) ? ['gzip'] : known;
}

async function decode(headers: AnswerHeaders, bytes: Buffer, maxBytes: number): Promise<Buffer> {
  let decoded = bytes;
  // The last coding was applied last.
  for (const coding of codingsOf(headers, bytes).reverse()) {
    const decoder = decoders[coding];
    if (!decoder) throw new AppError('store_unreadable', { cause: new Error('unknown content coding') });
    decoded = await decoder(decoded, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
      // A proxy may have decoded the body and kept the header.
      if (cause instanceof Error && 'code' in cause && cause.code !== 'ERR_BUFFER_TOO_LARGE') return decoded;
      throw new AppError('store_unreadable', { cause });
    });
  }
  return decoded;
}

/**
 * Reads a body to its end, decodes its content coding, and drops a byte order mark.
 *
 * @param maxBytes the largest size, before and after decoding
 * @throws {AppError} `store_unreadable` for more bytes, or an unknown coding; what the network throws
 */
export async function readText(
  headers: AnswerHeaders,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AppError('store_unreadable', { cause: new Error('too many bytes') });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(await decode(headers, Buffer.concat(chunks), maxBytes));
}

function parseWhole(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** The most places in a body with a notice where JSON is looked for. */
const mostBeginnings = 16;

/** Finds JSON beside a notice of the server, as PHP writes notices into a body. */
function parseBesideNotice(text: string): { value: unknown } | null {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  const beginnings = [...text.matchAll(/[{[]/g)].slice(0, mostBeginnings);
  for (const { index } of beginnings) {
    const parsed = parseWhole(text.slice(index, end));
    const isObject = typeof parsed?.value === 'object' && parsed.value !== null;
    // Brackets in the notice can be JSON too, so empty lists are skipped.
    if (parsed && isObject && Object.keys(parsed.value as object).length > 0) return parsed;
  }
  return null;
}

function isPage(text: string, headers: AnswerHeaders): boolean {
  return (
    /^\s*<(!doctype|html|head|body|\?xml|!--)/i.test(text) || /html/i.test(String(headers['content-type']))
  );
}

/**
 * Parses a body.
 *
 * @param text as {@link readText} returns it; `''` is parsed as `null`, for responses without a body
 */
export function parseBody(text: string, headers: AnswerHeaders): AnswerBody {
  if (text.trim() === '') return { kind: 'json', value: null };
  const parsed = parseWhole(text) ?? parseBesideNotice(text);
  if (parsed) return { kind: 'json', value: parsed.value };
  return { kind: isPage(text, headers) ? 'page' : 'unreadable' };
}
