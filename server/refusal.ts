import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import messages from '../lib/i18n/messages/en.json' with { type: 'json' };

/** What the server refuses before the app sees it. The codes stand in lib/errors.ts, their texts in the messages. */
export const refusals = {
  request_malformed: { status: 400, reason: 'Bad Request' },
  too_many_parameters: { status: 400, reason: 'Bad Request' },
  not_found: { status: 404, reason: 'Not Found' },
  method_not_allowed: { status: 405, reason: 'Method Not Allowed' },
  request_timeout: { status: 408, reason: 'Request Timeout' },
  url_too_long: { status: 414, reason: 'URI Too Long' },
  headers_too_large: { status: 431, reason: 'Request Header Fields Too Large' },
  starting: { status: 503, reason: 'Service Unavailable' },
  stopping: { status: 503, reason: 'Service Unavailable' },
} as const;

export type RefusalCode = keyof typeof refusals;

export interface Refusal {
  code: RefusalCode;
  headers?: Readonly<Record<string, string>>;
}

function problem(code: RefusalCode): string {
  const { status } = refusals[code];
  return JSON.stringify({ status, title: messages.errors[code].title, type: 'about:blank', code });
}

const problemHeaders = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };

/**
 * Refuses a request with a problem document and ends its connection, because its body may still be on the way.
 *
 * @param response of a request that nothing has answered yet
 */
export function answerRefusal(response: ServerResponse, { code, headers = {} }: Refusal): void {
  const body = problem(code);
  response.writeHead(refusals[code].status, {
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
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = problem(code);
  const { status, reason } = refusals[code];
  const lines = {
    ...headers,
    ...problemHeaders,
    ...own,
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${head.join('')}\r\n${body}`, () => socket.destroy());
}
