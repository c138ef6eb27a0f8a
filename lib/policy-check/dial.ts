import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address';

/**
 * Resolves a name to IP addresses, IPv4 first; none where it has none. Rejects with {@link HostLookupError} where the
 * DNS servers did not say.
 */
export type ResolveHost = (host: string, signal: AbortSignal) => Promise<string[]>;

/** The addresses that were judged, by host. Connections are made to nothing else. */
export type JudgedAddresses = ReadonlyMap<string, readonly string[]>;

/** Makes the connections of one check. */
export type Dial = (judged: JudgedAddresses) => buildConnector.connector;

/** The DNS servers could not be reached, or failed: whether the name exists is not known. */
export class HostLookupError extends Error {}

/** One query to one DNS server. Milliseconds. */
const queryMs = 1_500;

/** The most addresses of one host that are tried. */
const mostAddresses = 8;

/** A server's statement that there is no such name, or no address of the kind. */
const isAbsence = (reason: unknown) =>
  reason instanceof Error && 'code' in reason && (reason.code === 'ENOTFOUND' || reason.code === 'ENODATA');

/**
 * Joins the results of the queries for one name.
 *
 * @returns the addresses in the order of the queries; none where the name has none
 * @throws {HostLookupError} where no query succeeded, and one failed for another reason than the name
 */
export function joinAddresses(queries: readonly PromiseSettledResult<string[]>[]): string[] {
  const failed = queries.filter((query) => query.status === 'rejected');
  const undecided = failed.find(({ reason }) => !isAbsence(reason));
  if (failed.length === queries.length && undecided !== undefined)
    throw new HostLookupError('the name could not be looked up', { cause: undecided.reason });
  return queries.flatMap((query) => (query.status === 'fulfilled' ? query.value : []));
}

/**
 * Asks the DNS servers of this machine. Unlike `dns.lookup` it reads no hosts file and occupies no thread of the
 * process while a server does not answer.
 */
export const resolveHost: ResolveHost = async (host, signal) => {
  const resolver = new Resolver({ timeout: queryMs, tries: 2 });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return joinAddresses(await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** Answers a socket's lookup with the judged addresses, so that no second resolution can lead elsewhere. */
export function pinnedLookup(judged: JudgedAddresses): LookupFunction {
  return (host, { all }, callback) => {
    const known = (judged.get(host) ?? []).slice(0, mostAddresses);
    const found = known.map((address) => ({ address, family: isIP(address) }));
    const [first] = found;
    if (first === undefined) callback(new Error('the host was not judged'), '', 0);
    else if (all === true) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

/** Connects to judged addresses over TLS, and closes a connection that ended at any address that is not public. */
export const dialJudged: Dial = (judged) => {
  const connect = buildConnector({ lookup: pinnedLookup(judged), allowH2: false, maxCachedSessions: 0 });
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) callback(error, null);
      else if (isPublicAddress(socket.remoteAddress ?? '')) callback(null, socket);
      else {
        socket.destroy();
        callback(new Error('connected to an address that is not public'), null);
      }
    });
  };
};

/**
 * Connects every check to one server of this machine, without TLS, instead of the internet. lib/env.ts allows this only
 * where BigCommerce itself is a server of this machine. What is judged stays the same.
 *
 * @param origin a loopback origin with `http:`
 */
export function dialTestOrigin(origin: string): Dial {
  const { hostname, port } = new URL(origin);
  const connect = buildConnector({ allowH2: false });
  return () => (options, callback) =>
    connect({ ...options, protocol: 'http:', hostname, host: hostname, port }, callback);
}
