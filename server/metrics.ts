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
import { type MetricOf, metricPrefix, metricTable } from '../lib/metric-table.ts';
import { type MetricEvent, serverState } from '../lib/server-state.ts';
import type { EndedRequest } from './request-log.ts';
import { routeOf } from './route-of.ts';

export interface Metrics {
  onRequest: (ended: EndedRequest) => void;
  /** Answers `GET /metrics`, unless the bearer token is not the operator's. */
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Compares texts of any length in a time that does not depend on where they differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

type MetricName = keyof typeof metricTable;

function describe(name: MetricName, registry: Registry<OpenMetricsContentType>) {
  const { help, labels } = metricTable[name];
  return {
    name: `${metricPrefix}_${name}`,
    help,
    labelNames: [...labels] as string[],
    registers: [registry],
  };
}

const namesOf = <Kind extends 'gauge' | 'counter' | 'histogram'>(kind: Kind) =>
  (Object.keys(metricTable) as MetricName[]).filter(
    (name) => metricTable[name].kind === kind,
  ) as MetricOf<Kind>[];

/** The level of a gauge at the moment of a scrape, by the value of its label. */
function readLevel(name: MetricOf<'gauge'>, version: string): Record<string, number> {
  if (name === 'build_info') return { [version]: 1 };
  if (name === 'ready') return { '': serverState.phase === 'ready' ? 1 : 0 };
  return serverState.levels.get(name)?.() ?? {};
}

function createGauges(registry: Registry<OpenMetricsContentType>, version: string): void {
  for (const name of namesOf('gauge')) {
    const [label] = metricTable[name].labels;
    new Gauge({
      ...describe(name, registry),
      collect() {
        this.reset();
        for (const [value, level] of Object.entries(readLevel(name, version)))
          if (label === undefined) this.set(level);
          else this.set({ [label]: value }, level);
      },
    });
  }
}

function createCounters(registry: Registry<OpenMetricsContentType>) {
  const counters = new Map<MetricOf<'counter'>, Counter>();
  for (const name of namesOf('counter')) counters.set(name, new Counter(describe(name, registry)));
  return counters;
}

/**
 * Makes the metrics of the process for an operator's Prometheus, in the OpenMetrics format.
 *
 * @param version of the app
 * @param token the bearer token of a scrape, or null where the port alone protects the metrics
 */
export function createMetrics(version: string, token: string | null): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics({ register: registry });
  createGauges(registry, version);
  const counters = createCounters(registry);
  const requests = new Histogram({ ...describe('request_seconds', registry), buckets: seconds });
  const calls = new Histogram({ ...describe('bigcommerce_call_seconds', registry), buckets: seconds });
  serverState.onMetric = (event: MetricEvent) => {
    if (event.kind === 'call')
      calls.observe({ method: event.method, outcome: event.outcome }, event.ms / 1_000);
    else counters.get(event.kind)?.inc({ outcome: event.outcome });
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
