import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWebhookVerifier, parseSettingsEvent } from '@/lib/webhooks/webhook-event';

const clientSecret = 'secret-of-the-app-ü';
const olderSecret = 'secret-before-it-was-rotated';
const sentAt = 1_800_000_000;
/** The clock of the database, in seconds. This machine's own is years away from it. */
let clock = sentAt;
const verify = createWebhookVerifier({
  clientSecrets: [clientSecret, olderSecret],
  now: () => clock * 1_000,
});
const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W';

const event = (scope: unknown, producer: unknown = 'stores/abc123', more: object = {}) =>
  Buffer.from(JSON.stringify({ producer, scope, ...more }));
const privacy = 'store/channel/12/settings/customerPrivacy/updated';

function headersOf(body: Buffer, { at = sentAt, key = clientSecret }: { at?: number; key?: string } = {}) {
  const signature = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${signature}`,
  });
}

describe('parseSettingsEvent', () => {
  const parse = (...parts: Parameters<typeof event>) => parseSettingsEvent(event(...parts));

  it.each(['customerPrivacy', 'defaultCustomerGroup'])('knows %s of a storefront', (topic) => {
    const scope = `store/channel/2147483647/settings/${topic}/updated`;
    expect(parse(scope)).toEqual({ storeHash: 'abc123', channelId: 2_147_483_647 });
  });

  it('takes what BigCommerce may add', () => {
    const more = { store_id: '1', created_at: sentAt, hash: 'x', data: { category_id: 29 }, later: [] };
    expect(parse(privacy, 'stores/abc123', more)).toEqual({ storeHash: 'abc123', channelId: 12 });
  });

  it.each([
    'store/channel/*/settings/customerPrivacy/updated',
    'store/channel/0/settings/customerPrivacy/updated',
    'store/channel/-1/settings/customerPrivacy/updated',
    'store/channel/012/settings/customerPrivacy/updated',
    'store/channel/1.5/settings/customerPrivacy/updated',
    'store/channel/2147483648/settings/customerPrivacy/updated',
    'store/channel/1/settings/customerPrivacy/deleted',
    'store/channel/1/settings/security/updated',
    'store/order/created',
    `${privacy}/`,
    `${privacy}\n`,
    '',
    null,
    7,
    [privacy],
  ])('is nothing to us: scope %j', (scope) => {
    expect(parse(scope)).toBeNull();
  });

  it.each(['abc123', 'stores/', 'stores/ABC', 'stores/a/b', 'stores/../x', '', null, 7, ['stores/abc123']])(
    'is nothing to us: producer %j',
    (producer) => {
      expect(parse(privacy, producer)).toBeNull();
    },
  );

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(parseSettingsEvent(Buffer.from(bytes))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseSettingsEvent(Buffer.from(text))).toBeNull();
      }),
    );
  });
});

describe('createWebhookVerifier', () => {
  const at = (seconds: number) => (clock = seconds);
  const refused = expect.objectContaining({ code: 'webhook_untrusted', status: 401 }) as Error;

  it('takes what the client secret signed', () => {
    at(sentAt);
    const body = event(privacy);
    expect(verify(headersOf(body), body)).toEqual({ storeHash: 'abc123', channelId: 12 });
  });

  it('takes what an older secret signed, and nothing that is old itself', () => {
    at(sentAt);
    const body = event(privacy);
    expect(verify(headersOf(body, { key: olderSecret }), body)).not.toBeNull();
    expect(() => verify(headersOf(body, { key: `${clientSecret},${olderSecret}` }), body)).toThrow(refused);
    at(sentAt + 301);
    expect(() => verify(headersOf(body, { key: olderSecret }), body)).toThrow(refused);
  });

  it('answers null to what is genuine and not for us', () => {
    at(sentAt);
    for (const body of [event('store/order/created'), Buffer.from('{'), Buffer.from('')])
      expect(verify(headersOf(body), body)).toBeNull();
  });

  it('takes one good signature among others, as while a secret is rotated', () => {
    at(sentAt);
    const body = event(privacy);
    const headers = headersOf(body);
    const other = headersOf(body, { key: 'another' }).get('webhook-signature') ?? '';
    headers.set('webhook-signature', `${other} v1a,x ${headers.get('webhook-signature') ?? ''}`);
    expect(verify(headers, body)).not.toBeNull();
  });

  it('allows five minutes either way and no more', () => {
    const body = event(privacy);
    for (const [skew, allowed] of [
      [300, true],
      [-300, true],
      [301, false],
      [-301, false],
    ] as const) {
      at(sentAt + skew);
      if (allowed) expect(verify(headersOf(body), body)).not.toBeNull();
      else expect(() => verify(headersOf(body), body)).toThrow(refused);
    }
  });

  it('refuses any other body, id, timestamp, key or signature', () => {
    at(sentAt);
    const body = event(privacy);
    const changed = (name: string, value: string) => {
      const headers = headersOf(body);
      headers.set(name, value);
      return headers;
    };
    const headers = [
      headersOf(event(privacy, 'stores/other')),
      headersOf(body, { key: 'another' }),
      changed('webhook-id', `${id}x`),
      changed('webhook-timestamp', String(sentAt + 1)),
      changed('webhook-timestamp', 'soon'),
      changed('webhook-timestamp', `${sentAt}.5`),
      ...['v1', 'v1,', ',', 'v2,x', ' ', 'v1,v1'].map((value) => changed('webhook-signature', value)),
    ];
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      const without = headersOf(body);
      without.delete(name);
      headers.push(without);
    }
    for (const one of headers) expect(() => verify(one, body)).toThrow(refused);
  });

  it('keeps what was sent out of the error', () => {
    at(sentAt);
    const body = event(privacy, 'stores/abc123', { text: 'word-of-the-body' });
    let thrown: unknown;
    try {
      verify(headersOf(body, { key: 'another' }), body);
    } catch (error) {
      thrown = error;
    }
    const { cause } = thrown as Error;
    expect(String(thrown) + String(cause) + JSON.stringify(cause)).not.toContain('word-of-the-body');
  });
});
