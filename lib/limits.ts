/** One bound: its value with its unit, and what happens beyond it, in a sentence for operators. */
interface Limit {
  value: number;
  unit: 'bytes' | 'characters' | 'ms' | 's' | '';
  beyond: string;
}

/**
 * Every bound that the server sets on callers, on connections and on its own stop. docs/operations.md prints this table,
 * and a test compares the two.
 */
export const limitTable = {
  headBytes: { value: 16_384, unit: 'bytes', beyond: 'Request line and headers together: 431.' },
  headers: { value: 100, unit: '', beyond: 'Number of headers in a request: 431.' },
  headerBytes: { value: 4_096, unit: 'bytes', beyond: 'One header: 431.' },
  urlBytes: { value: 10_240, unit: 'bytes', beyond: 'Path and query of a request: 414.' },
  queryParameters: { value: 50, unit: '', beyond: 'Parameters in a query: 400.' },
  userAgentCharacters: { value: 512, unit: 'characters', beyond: '`User-Agent`: the rest is dropped.' },
  languagesCharacters: { value: 256, unit: 'characters', beyond: '`Accept-Language`: the rest is dropped.' },
  bodyBytes: { value: 65_536, unit: 'bytes', beyond: 'Body of a request: 413.' },
  firstRequestMs: {
    value: 20_000,
    unit: 'ms',
    beyond: 'From the connection to the end of the first request’s headers: the connection is closed.',
  },
  headMs: { value: 70_000, unit: 'ms', beyond: 'Headers of a later request on a connection: 408.' },
  bodyMs: { value: 20_000, unit: 'ms', beyond: 'From a request’s headers to the end of its body: 408.' },
  requestMs: { value: 90_000, unit: 'ms', beyond: 'A whole request, whatever it is made of: 408.' },
  keepAliveMs: {
    value: 65_000,
    unit: 'ms',
    beyond: 'A connection without requests is closed. Longer than the 60 s of common load balancers.',
  },
  silentResponseMs: {
    value: 120_000,
    unit: 'ms',
    beyond: 'A connection on which no byte moves in either direction is closed.',
  },
  slowRequestMs: { value: 1_000, unit: 'ms', beyond: 'A read is logged as slow, at `info`.' },
  loadAgeMs: { value: 600_000, unit: 'ms', beyond: 'Age of a load link: refused as old.' },
  reuseMs: {
    value: 120_000,
    unit: 'ms',
    beyond: 'From the first use of a load link or an install to its repetition: refused.',
  },
  uninstallCheckMs: {
    value: 60_000,
    unit: 'ms',
    beyond:
      'After an uninstall that is not signed for the owner: BigCommerce is asked whether the token still works.',
  },
  tokenCheckMs: {
    value: 600_000,
    unit: 'ms',
    beyond:
      'Each server asks BigCommerce once in this time whether the token of one unused store still works.',
  },
  unusedStoreMs: {
    value: 604_800_000,
    unit: 'ms',
    beyond: 'A store that was not opened or checked for this long counts as unused.',
  },
  rejectedTokenMs: {
    value: 86_400_000,
    unit: 'ms',
    beyond:
      'From a refused token to the second check: refused again, and not opened since, the store counts as uninstalled.',
  },
  exports: {
    value: 10_000,
    unit: '',
    beyond: 'Exports that run at once on a server, one for each person: 409.',
  },
  exportMs: {
    value: 1_800_000,
    unit: 'ms',
    beyond: 'An export does not stand in the way of the next one any longer.',
  },
  grantExchanges: { value: 4, unit: '', beyond: 'Grant codes exchanged at once: others wait.' },
  waitingGrants: { value: 32, unit: '', beyond: 'Grant codes that wait: 503 with `Retry-After`.' },
  refusedGrants: {
    value: 10_000,
    unit: '',
    beyond: 'Refused codes (and addresses) remembered: the oldest goes.',
  },
  refusedGrantMs: { value: 600_000, unit: 'ms', beyond: 'A refused code is forgotten.' },
  refusedGrantsPerAddress: {
    value: 10,
    unit: '',
    beyond: 'Refused codes from one address within the next bound: 429. Needs `TRUSTED_ADDRESS_HEADER`.',
  },
  addressWindowMs: { value: 60_000, unit: 'ms', beyond: 'The refused codes of an address are forgotten.' },
  policyChecks: {
    value: 10,
    unit: '',
    beyond: 'Checks of policy addresses of one store within the next bound: 429 with `Retry-After`.',
  },
  policyCheckWindowMs: { value: 60_000, unit: 'ms', beyond: 'The checks of a store are forgotten.' },
  policyChecksAtOnce: {
    value: 8,
    unit: '',
    beyond: 'Checks of policy addresses at once: 429 with `Retry-After`.',
  },
  storePolicyChecksAtOnce: {
    value: 3,
    unit: '',
    beyond: 'Checks of policy addresses of one store at once: 429 with `Retry-After`.',
  },
  policyCheckMs: {
    value: 5_000,
    unit: 'ms',
    beyond: 'A check with all its redirects: it says that there was no answer.',
  },
  policyCheckRedirects: { value: 3, unit: '', beyond: 'Redirects of a policy address: the check says so.' },
  policyCheckBytes: { value: 65_536, unit: 'bytes', beyond: 'Body of a policy page: the rest is not read.' },
  drainDefaultS: {
    value: 5,
    unit: 's',
    beyond: 'After SIGTERM: not ready, but every request is still answered. `DRAIN_SECONDS` changes it.',
  },
  drainMaxS: { value: 15, unit: 's', beyond: 'The largest `DRAIN_SECONDS`.' },
  stopRequestsMs: {
    value: 24_000,
    unit: 'ms',
    beyond: 'After SIGTERM: requests that are still in progress are cut off.',
  },
  signalEchoMs: {
    value: 2_000,
    unit: 'ms',
    beyond:
      'After the first SIGTERM or SIGINT: another one ends the process at once. Sooner it is the same stop.',
  },
  stopMs: { value: 29_000, unit: 'ms', beyond: 'After SIGTERM: the process ends, whatever is left.' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;

/** The values of {@link limitTable} by name. */
export const limits = Object.freeze(
  Object.fromEntries(Object.entries(limitTable).map(([name, { value }]) => [name, value])),
) as Readonly<Record<LimitName, number>>;
