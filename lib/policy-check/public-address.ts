import { BlockList } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { PolicyCheckFailure } from '../settings/policy-check';

/** The only block of IPv6 from which addresses of the public internet are given (IANA, RFC 4291). */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Azure's own services (DNS, health, agents) inside each of its networks, although the address is a public one. */
const azureServices = '168.63.129.16';

/**
 * Whether an IP address belongs to a server of the public internet. Loopback, private, link-local, multicast,
 * carrier-grade, documentation, benchmarking and reserved ranges do not, nor do IPv6 addresses that contain one of
 * IPv4 (mapped, compatible, NAT64, 6to4, Teredo). Ranges: ipaddr.js, after IANA's special-purpose registries.
 *
 * @param address as a resolver or a socket returns it; other text is not public
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === azureServices) return false;
  return parsed.kind() === 'ipv4' || globalUnicast.check(parsed.toString(), 'ipv6');
}

/** Names that one computer or one network resolves (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN's `.internal`). */
const localName = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|onion|home\.arpa)$/;

function isPublicHost(hostname: string): boolean {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(literal)) return isPublicAddress(literal);
  // The root's dot is part of no name.
  const name = hostname.replace(/\.$/, '');
  return name.includes('.') && !localName.test(name);
}

/**
 * Decides whether an address may be requested at all: https on port 443, without credentials, on a public host. A name
 * still has to resolve to public addresses only.
 *
 * @param url as the URL parser read it, which turns decimal, octal and hexadecimal hosts into IPv4 addresses
 * @returns the reason for refusing it, or `null`
 */
export function urlRefusal(url: URL): PolicyCheckFailure | null {
  if (url.protocol !== 'https:') return 'not_https';
  if (url.username !== '' || url.password !== '') return 'has_credentials';
  if (url.port !== '') return 'other_port';
  return isPublicHost(url.hostname) ? null : 'not_public';
}
