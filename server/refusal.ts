import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorTable, type ErrorCode } from '../lib/errors.ts';
import { refusalTitle } from './refusal-titles.ts';

/** The codes of requests that the server refuses before the app sees them. */
type RefusalCode = Extract<
  ErrorCode,
  | 'request_malformed'
  | 'too_many_parameters'
  | 'not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'url_too_long'
  | 'headers_too_large'
  | 'starting'
  | 'stopping'
>;

export interface Refusal {
  code: RefusalCode;
  headers?: Readonly<Record<string, string>>;
}

function problem(code: RefusalCode, languages?: string): string {
  const { status } = errorTable[code];
  return JSON.stringify({ status, title: refusalTitle(code, languages), type: 'about:blank', code });
}

const problemHeaders = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };

/**
 * Refuses a request with a problem document and ends its connection, because its body may still be on the way.
 *
 * @param response of a request that nothing has answered yet
 */
export function answerRefusal(response: ServerResponse, { code, headers = {} }: Refusal): void {
  const body = problem(code, response.req.headers['accept-language']);
  response.writeHead(errorTable[code].status, {
    ...problemHeaders,
    'Content-Length': Buffer.byteLength(body),
    ...headers,
    Connection: 'close',
  });
  response.end(body);
}

/**
 * Refuses what never became a request (unreadable bytes, an upgrade) with a problem document, and closes the connection.
 *
 * @param socket closed by this
 * @param headers those of every response
 */
export function refuseConnection(
  socket: Duplex,
  { code, headers: own = {} }: Refusal,
  headers: Readonly<Record<string, string>>,
): void {
  // Node.js removes its own listener before it hands a socket over, and a reset without one would end the process.
  socket.on('error', () => undefined);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = problem(code);
  const { status } = errorTable[code];
  const lines = {
    ...headers,
    ...problemHeaders,
    ...own,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}
