import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits } from '../lib/limits.ts';
import { requestContext, serverState } from '../lib/server-state.ts';
import { type Connections, watchConnections } from './connections.ts';
import { answerRefusal, type Refusal, refuseConnection } from './refusal.ts';
import { boundHeaders, plainPath, refuseRequest } from './request-bounds.ts';
import type { Metrics } from './metrics.ts';
import { createRequestContext } from './request-context.ts';
import type { EndedRequest } from './request-log.ts';
import type { Tracing } from './tracing.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ServerOptions {
  /** Next.js; null until it is loaded. */
  handler: () => RequestHandler | null;
  /** Headers of every response, whatever it is; nothing else sets them. A response that names one of them itself has its own value. */
  headers: Readonly<Record<string, string>>;
  /** Called for each request once its response ended. */
  onEnd: (ended: EndedRequest) => void;
  /** Null unless the operator collects traces. */
  tracing: Tracing | null;
  /** Null where there are no metrics on this port. */
  metrics: Metrics | null;
  /** The header in which the operator's proxy names the caller's address, or null for the connection's own. */
  addressHeader: string | null;
}

const healthPath = '/api/health';

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Answers liveness and readiness while the app cannot: while it starts or stops. */
function answerHealth(response: ServerResponse, url: string): void {
  const wantsReadiness = new URLSearchParams(url.split('?')[1]).get('ready') === '1';
  if (!wantsReadiness) answerJson(response, { status: 'alive' });
  else if (serverState.phase === 'draining') answerRefusal(response, { code: 'stopping' });
  else answerRefusal(response, { code: 'starting', headers: { 'Retry-After': '5' } });
}

/** Adds headers that a response lacks, as late as possible, because Next.js's routes append theirs. */
function addHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  const writeHead = response.writeHead.bind(response) as (...parts: unknown[]) => ServerResponse;
  response.writeHead = (...parts: unknown[]) => {
    for (const [name, value] of Object.entries(headers))
      if (!response.hasHeader(name)) response.setHeader(name, value);
    // A connection kept alive would send its next request to a server that has stopped.
    if (serverState.phase === 'draining') response.setHeader('Connection', 'close');
    return writeHead(...parts);
  };
}

/** Answers requests that need no app. */
function answerItself(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = refuseRequest(request);
  const url = request.url ?? '';
  const path = refusal ? null : plainPath(url);
  if (refusal) answerRefusal(response, refusal);
  else if (path !== null) response.writeHead(308, { Location: path, 'Cache-Control': 'no-store' }).end();
  else if (serverState.phase !== 'ready' && url.split('?')[0] === healthPath) answerHealth(response, url);
  else if (serverState.phase === 'starting')
    answerRefusal(response, { code: 'starting', headers: { 'Retry-After': '5' } });
  else return false;
  return true;
}

const parserRefusals: Partial<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { code: 'headers_too_large' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'request_timeout' },
};

/** Refuses bytes that are not HTTP, and unsupported HTTP, on the connection itself. */
function refuseForeign(server: Server, headers: Readonly<Record<string, string>>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else refuseConnection(socket, parserRefusals[error.code ?? ''] ?? { code: 'request_malformed' }, headers);
  });
  server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
    refuseConnection(socket, { code: 'request_malformed' }, headers);
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    refuseConnection(socket, { code: 'method_not_allowed', headers: { Allow: 'GET' } }, headers);
  });
}

/**
 * Makes the HTTP server in front of Next.js: it limits what callers may send, sets the same headers on every response,
 * and tracks its connections, so that a stop can end them.
 */
export function createAppServer(options: ServerOptions): { server: Server; connections: Connections } {
  const server = createServer({
    // Node.js would refuse a request without one itself, without the headers, the problem document and the log line.
    requireHostHeader: false,
    maxHeaderSize: limits.headBytes,
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: 5_000,
  });
  server.setTimeout(limits.silentResponseMs);
  const connections = watchConnections(server);
  refuseForeign(server, options.headers);
  // Node.js would answer a bare 417; RFC 9110, section 10.1.1, lets a server ignore an expectation that it does not know.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now();
    const context = createRequestContext(request, options.addressHeader);
    requestContext.run(context, () => {
      connections.begin(request, response);
      addHeaders(response, { ...options.headers, 'X-Request-Id': context.requestId });
      response.once('close', () => {
        options.onEnd({ request, response, context, ms: performance.now() - startedAt });
      });
      if (answerItself(request, response)) return;
      if (options.metrics && request.method === 'GET' && request.url?.split('?')[0] === '/metrics') {
        void options.metrics.answer(request, response);
        return;
      }
      boundHeaders(request);
      request.headers['x-request-id'] = context.requestId;
      const handler = options.handler();
      if (handler === null) answerRefusal(response, { code: 'starting', headers: { 'Retry-After': '5' } });
      else if (options.tracing === null) void handler(request, response);
      else options.tracing.inRequest(request, response, context, () => void handler(request, response));
    });
  });
  return { server, connections };
}
