import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  type OpenMetricsContentType,
  Registry,
} from 'prom-client';
import { type MetricEvent, serverState } from '../lib/server-state.ts';
import type { EndedRequest } from './request-log.ts';
import { routeOf } from './route-of.ts';

export interface Metrics {
  onRequest: (ended: EndedRequest) => void;
  /** Answers `GET /metrics`, unless the bearer token is not the operator's. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const prefix = 'customer_settings';

/** Of texts of any length in a time that says nothing of where they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function createInstruments(registry: Registry<OpenMetricsContentType>, version: string) {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: `${prefix}_build_info`,
    help: 'The running version',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  new Gauge({
    name: `${prefix}_ready`,
    help: '1 while the server takes requests, 0 while it starts or stops',
    registers,
    collect() {
      this.set(serverState.phase === 'ready' ? 1 : 0);
    },
  });
  new Gauge({
    name: `${prefix}_level`,
    help: 'Levels by name',
    labelNames: ['of'],
    registers,
    collect() {
      for (const [of, read] of serverState.levels) this.set({ of }, read());
    },
  });
  return {
    requests: new Histogram({
      name: `${prefix}_request_seconds`,
      help: 'Requests by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    }),
    calls: new Histogram({
      name: `${prefix}_bigcommerce_call_seconds`,
      help: 'Calls to BigCommerce by outcome, waits and retries included',
      labelNames: ['method', 'outcome'],
      buckets: seconds,
      registers,
    }),
    events: new Counter({
      name: `${prefix}_events`,
      help: 'What happened, by event and outcome',
      labelNames: ['event', 'outcome'],
      registers,
    }),
  };
}

/**
 * Collects what the process does for an operator's Prometheus, in the OpenMetrics format.
 *
 * @param version of the app
 * @param token that a scrape must bear, or null where the port alone protects the metrics
 */
export function createMetrics(version: string, token: string | null): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const { requests, calls, events } = createInstruments(registry, version);
  serverState.onMetric = (event: MetricEvent) => {
    if (event.kind === 'call')
      calls.observe({ method: event.method, outcome: event.outcome }, event.ms / 1_000);
    else events.inc({ event: event.kind, outcome: event.outcome });
  };
  return {
    onRequest({ request, response, ms }) {
      const { route } = routeOf(request.url ?? '');
      requests.observe({ method: request.method ?? '', route, status: response.statusCode }, ms / 1_000);
    },
    async answer(request, response) {
      const given = request.headers.authorization ?? '';
      if (token !== null && !isSame(given, `Bearer ${token}`)) {
        response.writeHead(401, { 'WWW-Authenticate': 'Bearer', 'Cache-Control': 'no-store' }).end();
        return;
      }
      const text = await registry.metrics();
      response
        .writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' })
        .end(text);
    },
  };
}

/** Serves the metrics on a port of their own, which the operator does not publish. */
export function serveMetrics(metrics: Metrics, port: number): Server {
  return createServer((request, response) => {
    const wanted = request.method === 'GET' && request.url?.split('?')[0] === '/metrics';
    if (wanted) void metrics.answer(request, response);
    else response.writeHead(404).end();
  }).listen(port);
}
