import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, urlRefusal } from '@/lib/policy-check/public-address';

const hostileUrls = [
  // Loopback, in every spelling that a URL parser reads
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.0.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0x7F.0x0.0x0.0x1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://0177.0x0.0.1/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://１２７.０.０.１/',
  'https://①②⑦.⓪.⓪.①/',
  'https://127。0。0。1/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[0000::0001]/',
  // Unspecified
  'https://0/',
  'https://0.0.0.0/',
  'https://0.1.2.3/',
  'https://[::]/',
  // Private networks
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://3232235777/',
  'https://0xc0a80101/',
  'https://[fc00::1]/',
  'https://[fd12:3456:789a::1]/',
  'https://[fd00:ec2::254]/',
  // Link-local, and where clouds keep their metadata
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xA9FEA9FE/',
  'https://0251.0376.0251.0376/',
  'https://169.254.1.1/',
  'https://[fe80::1]/',
  'https://[febf::1]/',
  'https://[fec0::1]/',
  'https://100.100.100.200/',
  'https://168.63.129.16/',
  // Carrier-grade NAT
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  // Documentation and benchmarking
  'https://192.0.2.1/',
  'https://198.51.100.7/',
  'https://203.0.113.9/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[2001:2::1]/',
  // Reserved, multicast, broadcast
  'https://192.0.0.1/',
  'https://192.88.99.1/',
  'https://224.0.0.1/',
  'https://239.255.255.250/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[ff02::1]/',
  'https://[ff0e::1]/',
  'https://[100::1]/',
  'https://[5f00::1]/',
  'https://[4000::1]/',
  // IPv4 within IPv6
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[::ffff:0:127.0.0.1]/',
  'https://[64:ff9b::127.0.0.1]/',
  'https://[64:ff9b::a9fe:a9fe]/',
  'https://[64:ff9b:1::1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a9fe:a9fe::]/',
  'https://[2001::1]/',
  'https://[2001:0:7f00:1::]/',
  'https://[2001:10::1]/',
  'https://[2001:20::1]/',
  // Names that only one machine or network knows
  'https://localhost/',
  'https://LOCALHOST./',
  'https://a.localhost/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://router.lan/',
  'https://router.home.arpa/',
  'https://intranet/',
  'https://abcdefghijklmnop.onion/',
];

describe('urlRefusal', () => {
  it.each(hostileUrls)('refuses the host of %s', (address) => {
    expect(urlRefusal(new URL(address))).toBe('not_public');
  });

  it('has a table worth its name', () => {
    expect(new Set(hostileUrls).size).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['http://shop.example/', 'not_https'],
    ['ftp://shop.example/', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['gopher://shop.example/', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['data:text/html,x', 'not_https'],
    ['https://user:secret@shop.example/', 'has_credentials'],
    ['https://shop.example@evil.example/', 'has_credentials'],
    ['https://:@shop.example:8443/', 'other_port'],
    ['https://shop.example:80/', 'other_port'],
    ['https://shop.example:22/', 'other_port'],
    ['https://shop.example:6379/', 'other_port'],
  ])('refuses %s as %s', (address, refusal) => {
    expect(urlRefusal(new URL(address))).toBe(refusal);
  });

  it.each([
    'https://shop.example/privacy',
    'https://shop.example:443/privacy',
    'https://www.bücher.example/',
    'https://localhost.shop.example/',
    'https://internal-shop.example/',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ])('lets %s through', (address) => {
    expect(urlRefusal(new URL(address))).toBeNull();
  });
});

describe('isPublicAddress', () => {
  const octet = fc.integer({ min: 0, max: 255 });

  it('finds no IPv4 address in IPv6 public, whatever its form', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (...octets) => {
        const text = octets.join('.');
        for (const prefix of ['::ffff:', '::', '::ffff:0:', '64:ff9b::'])
          expect(isPublicAddress(`${prefix}${text}`)).toBe(false);
      }),
    );
  });

  it('finds every address of a private network not public', () => {
    fc.assert(
      fc.property(octet, octet, octet, (one, two, three) => {
        expect(isPublicAddress(`10.${one}.${two}.${three}`)).toBe(false);
        expect(isPublicAddress(`127.${one}.${two}.${three}`)).toBe(false);
        expect(isPublicAddress(`192.168.${two}.${three}`)).toBe(false);
      }),
    );
  });

  it.each(['', 'shop.example', 'fe80::1%eth0', '2606:4700::1%1', '300.1.1.1', '1.2.3.4/8'])(
    'does not take %j for an address',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});
