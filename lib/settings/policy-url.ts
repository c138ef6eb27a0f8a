/** The longest address that is accepted, in UTF-16 code units. */
export const policyUrlMaxLength = 2048;

/** Why an address cannot be saved. Each is a message key under `validation` and under `settingsFile.faults`. */
export type PolicyUrlFault =
  | 'policy_url_too_long'
  | 'policy_url_has_invisible'
  | 'policy_url_has_space'
  | 'policy_url_has_unsafe'
  | 'policy_url_has_credentials'
  | 'policy_url_starts_twice'
  | 'policy_url_host_without_dot'
  | 'policy_url_host_not_public'
  | 'policy_url_not_absolute_https';

/** White space, and what is drawn as nothing at all. Selectors of a variant belong to the character before them. */
const blank = String.raw`(?!\p{Variation_Selector})[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]`;
const isBlank = new RegExp(`^(?:${blank})$`, 'u');
/** Only white space that a person sees as a space; a line break or a tab is as good as invisible in a line. */
const space = /\p{Zs}/u;
const invisible = new RegExp(String.raw`(?!\p{Zs})(?:${blank})|\p{C}`, 'u');

/** Characters that URL parsers accept or encode, but that a theme may write into a page unescaped. */
const unsafe = /["<>`\\]/;

/** An authority whose host is a scheme: `https://https://shop.example` names the host `https`. */
const secondScheme = /^https:\/\/+https?(?::|\/\/)/i;

/** Names that one computer or one network resolves (RFC 6761, RFC 6762, ICANN's `.internal`). */
const localName = /(?:^|\.)(?:localhost|local|internal)$/;
/** Loopback, private, link-local and unspecified addresses (RFC 1122, RFC 1918, RFC 3927), as URL parsers write them. */
const localIpv4 = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$/;
/** The same in IPv6: `::`, `::1`, IPv4 within IPv6, unique local and link-local (RFC 4193, RFC 4291). */
const localIpv6 = /^\[(?:::1?|::ffff:.*|f[cd][\da-f]{2}:.*|fe[89ab][\da-f]:.*)\]$/;

function hostFault(host: string): PolicyUrlFault | null {
  // The root's dot is part of no name.
  const name = host.replace(/\.$/, '');
  if (!/[a-z\d]/.test(name)) return 'policy_url_not_absolute_https';
  if (localName.test(name) || localIpv4.test(name) || localIpv6.test(name))
    return 'policy_url_host_not_public';
  if (name.startsWith('[')) return null;
  return name.includes('.') && name.split('.').every((label) => label !== '')
    ? null
    : 'policy_url_host_without_dot';
}

/**
 * An address as it was meant: without spaces and invisible characters before and after it, which come along when an
 * address is pasted from a document or a message.
 */
export function trimAddress(text: string): string {
  // Characters one by one: a pattern that looks for the end of a run takes quadratic time on long runs.
  const characters = Array.from(text);
  const from = characters.findIndex((character) => !isBlank.test(character));
  const last = characters.findLastIndex((character) => !isBlank.test(character));
  return from === -1 ? '' : characters.slice(from, last + 1).join('');
}

/**
 * Validates a privacy policy URL: an absolute `https` address that shoppers can open, written so that a theme can put it
 * into a page. Names in other scripts (IDN) are fine. `""` means that there is none, and is fine.
 *
 * @param value as it would be saved, see {@link trimAddress}
 * @returns the fault, or `null` when the value can be saved
 */
export function policyUrlFault(value: string): PolicyUrlFault | null {
  if (value === '') return null;
  if (value.length > policyUrlMaxLength) return 'policy_url_too_long';
  if (!/^https:\/\/[^/?#]/i.test(value)) return 'policy_url_not_absolute_https';
  if (secondScheme.test(value)) return 'policy_url_starts_twice';
  if (invisible.test(value)) return 'policy_url_has_invisible';
  if (space.test(value)) return 'policy_url_has_space';
  if (unsafe.test(value)) return 'policy_url_has_unsafe';
  if (/^https:\/\/[^/?#]*@/i.test(value)) return 'policy_url_has_credentials';
  const url = URL.parse(value);
  return url === null ? 'policy_url_not_absolute_https' : hostFault(url.hostname);
}
