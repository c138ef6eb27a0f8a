import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyUrlFault, policyUrlMaxLength, trimAddress } from '@/lib/settings/policy-url';

const blanks = [
  ' ',
  '\t',
  '\n',
  '\r',
  '\u0000',
  '\u007f',
  '\u00a0',
  '\u00ad',
  '\u034f',
  '\u061c',
  '\u180e',
  '\u200b',
  '\u200d',
  '\u200f',
  '\u2028',
  '\u202e',
  '\u2060',
  '\u2800',
  '\u3000',
  '\u3164',
  '\ufeff',
  '\u{e0020}',
];
const address = 'https://shop.example/privacy';
const webAddress = fc
  .webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true })
  .filter((url) => !/\.(?:local|internal|localhost)(?:[/?#:]|$)/i.test(url));

describe('policyUrlFault', () => {
  it.each([
    '',
    'https://shop.example',
    'https://shop.example/privacy?x=1#y',
    'HTTPS://shop.example/',
    'https://shop.example./privacy',
    'https://shop.example:8443/privacy',
    'https://shop.example/https://other.example',
    'https://https.example/',
    'https://münchen.example/datenschutz',
    'https://プライバシー.example/方針',
    'https://例え。テスト/',
    'https://xn--mnchen-3ya.example/',
    'https://localhost.shop.example/',
    'https://10.example.com/',
    'https://203.0.113.7/privacy',
    'https://[2001:db8::1]/privacy',
    'https://shop.example/❤️',
  ])('accepts %j', (value) => {
    expect(policyUrlFault(value)).toBeNull();
  });

  it.each([
    ['http://shop.example/', 'policy_url_not_absolute_https'],
    ['/privacy', 'policy_url_not_absolute_https'],
    ['shop.example/privacy', 'policy_url_not_absolute_https'],
    ['//shop.example/', 'policy_url_not_absolute_https'],
    ['https:shop.example', 'policy_url_not_absolute_https'],
    ['https:///shop.example', 'policy_url_not_absolute_https'],
    ['https:\\\\shop.example', 'policy_url_not_absolute_https'],
    [' https://shop.example', 'policy_url_not_absolute_https'],
    ['https://', 'policy_url_not_absolute_https'],
    ['javascript:alert(1)', 'policy_url_not_absolute_https'],
    ['data:text/html,x', 'policy_url_not_absolute_https'],
    ['https://.', 'policy_url_not_absolute_https'],
    ['https://?x', 'policy_url_not_absolute_https'],
    ['https://shop.example:port/', 'policy_url_not_absolute_https'],
    ['https://shop.example/a b', 'policy_url_has_space'],
    ['https://my shop.com', 'policy_url_has_space'],
    ['https://shop.example/a\u00a0b', 'policy_url_has_space'],
    ['https://shop.example/\n', 'policy_url_has_invisible'],
    ['https://shop.example/a\tb', 'policy_url_has_invisible'],
    ['https://shop.example/\u0000', 'policy_url_has_invisible'],
    ['https://shop.example/\u007f', 'policy_url_has_invisible'],
    ['https://shop.example/\ud800', 'policy_url_has_invisible'],
    ['https://shop.example/\u202etxt', 'policy_url_has_invisible'],
    ['https://shop.example/a\u3164b', 'policy_url_has_invisible'],
    ['https://a\u200bb.example/', 'policy_url_has_invisible'],
    ['https://shop.example/"><script>alert(1)</script>', 'policy_url_has_unsafe'],
    ['https://shop.example/`', 'policy_url_has_unsafe'],
    ['https://shop.example\\privacy', 'policy_url_has_unsafe'],
    ['https://@shop.example/', 'policy_url_has_credentials'],
    ['https://:@shop.example/', 'policy_url_has_credentials'],
    ['https://user@shop.example/', 'policy_url_has_credentials'],
    ['https://user:word@shop.example/', 'policy_url_has_credentials'],
    ['https://:word@shop.example/', 'policy_url_has_credentials'],
    ['https://https://shop.example', 'policy_url_starts_twice'],
    ['https://HTTP://shop.example', 'policy_url_starts_twice'],
    ['https://https//shop.example', 'policy_url_starts_twice'],
    ['https://https:/shop.example', 'policy_url_starts_twice'],
    ['https://localhost', 'policy_url_host_not_public'],
    ['https://LOCALHOST:3000/privacy', 'policy_url_host_not_public'],
    ['https://localhost./privacy', 'policy_url_host_not_public'],
    ['https://shop.localhost/', 'policy_url_host_not_public'],
    ['https://printer.local/', 'policy_url_host_not_public'],
    ['https://127.0.0.1/', 'policy_url_host_not_public'],
    ['https://0x7f.1/', 'policy_url_host_not_public'],
    ['https://2130706433/', 'policy_url_host_not_public'],
    ['https://192.168.1.20/privacy', 'policy_url_host_not_public'],
    ['https://172.16.0.1/', 'policy_url_host_not_public'],
    ['https://[::1]/', 'policy_url_host_not_public'],
    ['https://[::ffff:127.0.0.1]/', 'policy_url_host_not_public'],
    ['https://[fd00::1]/', 'policy_url_host_not_public'],
    ['https://shop', 'policy_url_host_without_dot'],
    ['https://shop/privacy.html', 'policy_url_host_without_dot'],
    ['https://münchen/', 'policy_url_host_without_dot'],
    ['https://shop..example/', 'policy_url_host_without_dot'],
    ['https://.example/', 'policy_url_host_without_dot'],
  ])('refuses %j as %s', (value, fault) => {
    expect(policyUrlFault(value)).toBe(fault);
  });

  it('accepts 2,048 characters and refuses 2,049', () => {
    const start = 'https://shop.example/';
    expect(policyUrlFault(start.padEnd(policyUrlMaxLength, 'x'))).toBeNull();
    expect(policyUrlFault(start.padEnd(policyUrlMaxLength + 1, 'x'))).toBe('policy_url_too_long');
  });

  it('accepts whatever a browser would call an https address without credentials', () => {
    fc.assert(
      fc.property(webAddress, (url) => {
        expect(policyUrlFault(url)).toBeNull();
      }),
    );
  });

  it('never accepts a text that does not begin with https://', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        fc.pre(!/^https:\/\//i.test(text));
        expect(policyUrlFault(text)).not.toBeNull();
      }),
    );
  });

  it('accepts only what a URL parser reads as an https address of a host with a dot, or of a number', () => {
    const piece = fc.constantFrom(
      'shop',
      '.',
      'example',
      'https',
      ':',
      '/',
      '@',
      'é',
      '1',
      '[',
      ']',
      '?',
      '%41',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const value = `https://${pieces.join('')}`;
        if (policyUrlFault(value) !== null) return;
        const url = new URL(value);
        expect([url.protocol, url.username, url.password]).toEqual(['https:', '', '']);
        expect(url.hostname).toMatch(/\.|^\[/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses every address with an invisible character or a space within', () => {
    const within = fc.tuple(webAddress, fc.constantFrom(...blanks), fc.nat());
    fc.assert(
      fc.property(within, ([url, character, at]) => {
        const index = 'https://x'.length + (at % Math.max(1, url.length - 'https://x'.length));
        const value = url.slice(0, index) + character + url.slice(index);
        fc.pre(index < url.length);
        expect(policyUrlFault(value)).toMatch(/^policy_url_has_(?:invisible|space)$/);
      }),
    );
  });
});

describe('trimAddress', () => {
  it.each(blanks.map((blank) => [JSON.stringify(blank), blank]))(
    'removes %s at both ends',
    (_name, blank) => {
      expect(trimAddress(blank + blank + address + blank)).toBe(address);
    },
  );

  it('keeps what belongs to the last character', () => {
    expect(trimAddress('https://shop.example/❤️')).toBe('https://shop.example/❤️');
  });

  it('leaves the address as it is, however much stands around it, and once is enough', () => {
    const around = fc.array(fc.constantFrom(...blanks)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(around, webAddress, around, (before, url, after) => {
        expect(trimAddress(before + url + after)).toBe(url);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(trimAddress(trimAddress(text))).toBe(trimAddress(text));
      }),
    );
  });

  it('takes linear time', () => {
    const text = `https://shop.example/${'\u200b'.repeat(100_000)}x`;
    const started = performance.now();
    expect(trimAddress(text)).toBe(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
