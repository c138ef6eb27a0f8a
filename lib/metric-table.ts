/** How a metric is made. Counters get `_total` in what is scraped. */
type MetricKind = 'gauge' | 'counter' | 'histogram';

interface Metric {
  kind: MetricKind;
  help: string;
  labels: readonly string[];
}

/**
 * Every metric of this app besides those of the process and of Node.js. docs/operations.md explains each of them, and a
 * test compares the two. No label holds input of a caller.
 */
export const metricTable = {
  build_info: { kind: 'gauge', help: 'The running version', labels: ['version'] },
  ready: { kind: 'gauge', help: '1 while the server takes requests, 0 while it starts or stops', labels: [] },
  request_seconds: { kind: 'histogram', help: 'Requests', labels: ['method', 'route', 'status'] },
  bigcommerce_call_seconds: {
    kind: 'histogram',
    help: 'Calls to BigCommerce by outcome, waits and retries included',
    labels: ['method', 'outcome'],
  },
  bigcommerce_retries: {
    kind: 'counter',
    help: 'Attempts that failed and were made again, by status or `network`',
    labels: ['outcome'],
  },
  bigcommerce_rate_limits: { kind: 'counter', help: 'Answers with 429 or 509', labels: ['outcome'] },
  bigcommerce_calls_in_flight: { kind: 'gauge', help: 'Calls to BigCommerce in flight', labels: [] },
  bigcommerce_calls_waiting: {
    kind: 'gauge',
    help: 'Calls to BigCommerce that wait for their turn',
    labels: [],
  },
  bigcommerce_breakers: {
    kind: 'gauge',
    help: 'Stores whose calls are stopped, because BigCommerce does not answer for them',
    labels: ['state'],
  },
  saves: { kind: 'counter', help: 'Saves of settings by outcome', labels: ['outcome'] },
  leases: { kind: 'gauge', help: 'Scopes that a save of this server holds', labels: [] },
  outside_changes: { kind: 'counter', help: 'Changes found that this app did not make', labels: ['outcome'] },
  webhooks: { kind: 'counter', help: 'Webhooks by what became of them', labels: ['outcome'] },
  webhook_looks_waiting: {
    kind: 'gauge',
    help: 'Settings that wait to be looked at after a webhook',
    labels: [],
  },
  uninstall_checks: {
    kind: 'counter',
    help: 'Tokens tried to find out about uninstalls, by reason and outcome',
    labels: ['outcome'],
  },
  database_connections: { kind: 'gauge', help: 'Connections to PostgreSQL', labels: ['state'] },
  clock_offset_seconds: {
    kind: 'gauge',
    help: 'How far another clock is ahead of this server’s',
    labels: ['clock'],
  },
} as const satisfies Record<string, Metric>;

type Table = typeof metricTable;

/** The metrics of one kind. */
export type MetricOf<Kind extends MetricKind> = {
  [Name in keyof Table]: Table[Name]['kind'] extends Kind ? Name : never;
}[keyof Table];

/** Begins the name of each of them where they are scraped. */
export const metricPrefix = 'customer_settings';
