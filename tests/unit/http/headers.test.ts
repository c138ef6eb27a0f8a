import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '@/lib/http/security-headers';
import { readIfMatch } from '@/lib/http/save-request';
import { settingsEtag } from '@/lib/bigcommerce/settings-etag';

const withIfMatch = (value?: string) =>
  new Request('http://localhost/', { headers: value === undefined ? {} : { 'If-Match': value } });

describe('readIfMatch', () => {
  it('reads one tag or several', () => {
    expect(readIfMatch(withIfMatch('"abc"'))).toEqual(['"abc"']);
    expect(readIfMatch(withIfMatch('"abc", "d,e"'))).toEqual(['"abc"', '"d,e"']);
    expect(readIfMatch(withIfMatch('W/"abc", "d"'))).toEqual(['"abc"', '"d"']);
  });

  const tag = settingsEtag({ policyUrl: '' });
  const inner = tag.slice(1, -1);
  it.each(['-gzip', '--gzip', ';br', '-br', '--br', ';gzip', '-x-gzip', '-zstd', '-deflate'])(
    'leaves out the coding %s that a proxy added',
    (suffix) => {
      expect(readIfMatch(withIfMatch(`"${inner}${suffix}"`))).toEqual([tag]);
      expect(readIfMatch(withIfMatch(`W/"${inner}${suffix}", "d"`))).toEqual([tag, '"d"']);
      expect(readIfMatch(withIfMatch(`${tag}${suffix}`))).toEqual([tag]);
    },
  );

  it('leaves alone what is no coding, and what is part of the tag', () => {
    const endsLikeOne = `"${'a'.repeat(22)}-gzip"`;
    for (const other of [`"${inner}-blue"`, `"${inner}gzip"`, '"abc-gzip"', endsLikeOne])
      expect(readIfMatch(withIfMatch(other))).toEqual([other]);
  });

  it.each([undefined, '', '*', 'abc', 'W/abc'])('asks for a tag instead of %j', (value) => {
    expect(() => readIfMatch(withIfMatch(value))).toThrow(
      expect.objectContaining({ code: 'if_match_required' }),
    );
  });
});

describe('contentSecurityPolicy', () => {
  const policy = contentSecurityPolicy('bm9uY2U=', 'https://store-abc123.mybigcommerce.com');

  it('lets the control panel alone frame the page', () => {
    expect(policy).toMatch(/frame-ancestors https:\/\/store-abc123\.mybigcommerce\.com$/);
    expect(contentSecurityPolicy('bm9uY2U=', null)).toMatch(/frame-ancestors 'none'$/);
  });

  it('runs no script without the nonce', () => {
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src '));
    expect(scripts).toBe("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("base-uri 'none'");
  });
});

describe('securityHeaders', () => {
  it('promises https where there is https', () => {
    expect(securityHeaders('https://app.example')).toHaveProperty('Strict-Transport-Security');
    expect(securityHeaders('http://localhost:3000')).not.toHaveProperty('Strict-Transport-Security');
  });
});
