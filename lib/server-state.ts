import { AsyncLocalStorage } from 'node:async_hooks';
import type { MetricOf } from './metric-table.ts';

/** The phase of the process: `starting` until the database has its current schema, `draining` after SIGTERM. */
type Phase = 'starting' | 'ready' | 'draining';

/**
 * The state that the server (server/) and the app bundled by Next.js (app/, lib/) share. They are separate bundles, so
 * it is a property of the global object.
 */
export interface ServerState {
  phase: Phase;
  /** Called in order on stop, once no request is in progress; each closes one resource of the app. */
  onStop: (() => Promise<void>)[];
  /** Counts an event, where metrics are switched on. */
  onMetric: (event: MetricEvent) => void;
  /** Values that can be read at any moment, such as the length of a queue: by metric, and by the value of its label. */
  levels: Map<MetricOf<'gauge'>, () => Record<string, number>>;
  /** Scopes that a save of this server holds. */
  leases: number;
  /** Connections to the database, by pool. */
  pools: Set<() => { idle: number; total: number; waiting: number }>;
  /**
   * Runs a call to another server within a span, where the operator collects traces.
   *
   * @param work gets the span as W3C `traceparent`; null where there is none
   */
  inSpan: <Result>(
    name: string,
    attributes: Readonly<Record<string, string>>,
    work: (traceparent: string | null) => Promise<Result>,
  ) => Promise<Result>;
}

/** An event to count. Outcomes are few fixed values, never input. */
export type MetricEvent =
  | { kind: 'call'; method: string; outcome: string; ms: number }
  | { kind: MetricOf<'counter'>; outcome: string };

/** The data of one request and of the background work that it began. */
export interface RequestContext {
  /** Returned in `X-Request-Id`, stored in the history, and sent to BigCommerce. */
  readonly requestId: string;
  /** W3C Trace Context of the caller, where it sent one. */
  readonly traceparent: string | null;
  /** The caller's address: from the trusted header, or of the connection where none is configured. */
  readonly address: string;
  storeHash?: string;
  userId?: number;
  errorCode?: string;
  /** Calls for this request; `waitMs` is the part of their time that was spent in queues and between retries. */
  bigCommerce: { calls: number; ms: number; waitMs: number };
}

const stateKey = Symbol.for('customer-settings.server-state');
const contextKey = Symbol.for('customer-settings.request-context');

const globals = globalThis as {
  [stateKey]?: ServerState | undefined;
  [contextKey]?: AsyncLocalStorage<RequestContext> | undefined;
};

/** The state of this process. Under `next dev`, which runs without server/, only the app changes it. */
export const serverState: ServerState = (globals[stateKey] ??= {
  phase: 'starting',
  onStop: [],
  onMetric: () => undefined,
  levels: new Map(),
  leases: 0,
  pools: new Set(),
  inSpan: (_name, _attributes, work) => work(null),
});

/** The request that the running code belongs to; `getStore()` is undefined outside of a request. */
export const requestContext = (globals[contextKey] ??= new AsyncLocalStorage<RequestContext>());
