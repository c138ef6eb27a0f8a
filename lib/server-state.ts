import { AsyncLocalStorage } from 'node:async_hooks';
import type { MetricOf } from './metric-table.ts';

/** Where the process stands: `starting` until the database has its current schema, `draining` from SIGTERM on. */
export type Phase = 'starting' | 'ready' | 'draining';

/**
 * What the server (server/) and the app that Next.js bundled (app/, lib/) know of each other. They are loaded apart, so
 * it hangs on the global object.
 */
export interface ServerState {
  phase: Phase;
  /** Called in order, once no request is in progress; each closes one thing of the app. */
  onStop: (() => Promise<void>)[];
  /** Counts something, where the operator wants metrics. */
  onMetric: (event: MetricEvent) => void;
  /** What can be read at any moment, such as the length of a queue: by metric, and by the value of its label. */
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

/** Something that happened once. Outcomes are few, and never input of a caller. */
export type MetricEvent =
  | { kind: 'call'; method: string; outcome: string; ms: number }
  | { kind: MetricOf<'counter'>; outcome: string };

/** What is known of one request while it is answered, and of the work that it began. */
export interface RequestContext {
  /** Sent back in `X-Request-Id`, kept in the history, and sent on to BigCommerce. */
  readonly requestId: string;
  /** W3C Trace Context of the caller, where it sent one. */
  readonly traceparent: string | null;
  /** Of the caller: by the trusted header, or of the connection where none is configured. */
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

/** The state of this process. Under `next dev`, which has no server of ours, nothing but the app changes it. */
export const serverState: ServerState = (globals[stateKey] ??= {
  phase: 'starting',
  onStop: [],
  onMetric: () => undefined,
  levels: new Map(),
  leases: 0,
  pools: new Set(),
  inSpan: (_name, _attributes, work) => work(null),
});

/** The request that the current code works for; `getStore()` is undefined outside of one. */
export const requestContext = (globals[contextKey] ??= new AsyncLocalStorage<RequestContext>());
