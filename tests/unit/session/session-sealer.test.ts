import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { deriveKeys } from '@/lib/session/keys';
import { createSessionSealer, type NewSession } from '@/lib/session/session-sealer';

const oldSecret = 'an old secret that was good for a long time';
const newSecret = 'a new secret that was rolled out this morning';
const minute = 60 * 1000;
const hour = 60 * minute;

const session: NewSession = {
  installationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  storeHash: 'abc123',
  accessToken: 'the-access-token',
  user: { id: 7, email: 'staff@store.example', locale: 'en-US' },
  isOwner: false,
  admission: 0,
  payloadId: 'a-payload',
};

const sealerOf = (...secrets: string[]) => createSessionSealer(deriveKeys(secrets), () => Date.now());

async function codeOf(opening: Promise<unknown>): Promise<string> {
  return opening.then(
    () => 'opened',
    (error: unknown) => (error instanceof AppError ? error.code : 'another error'),
  );
}

describe('createSessionSealer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 15, 12) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('opens what it sealed, with a session id of its own', async () => {
    const sealer = sealerOf(newSecret);
    const [first, second] = [await sealer.start(session), await sealer.start(session)];
    expect(await sealer.open(first)).toMatchObject(session);
    expect((await sealer.open(first)).sessionId).not.toBe((await sealer.open(second)).sessionId);
  });

  it('shows nothing of the session in the seal', async () => {
    const seal = await sealerOf(newSecret).start(session);
    for (const secret of ['the-access-token', 'staff@store.example', 'abc123']) {
      expect(seal).not.toContain(secret);
      expect(seal).not.toContain(Buffer.from(secret).toString('base64url'));
    }
  });

  it('refuses a seal with one character changed, wherever it stands', async () => {
    const sealer = sealerOf(newSecret);
    const seal = (await sealer.start(session)).replace(/~\d+$/, '');
    for (let at = 0; at < seal.length; at += 7) {
      const changed = seal.slice(0, at) + (seal[at] === 'A' ? 'B' : 'A') + seal.slice(at + 1);
      expect(await codeOf(sealerOf(newSecret).open(changed)), changed).toMatch(/^session_(invalid|expired)$/);
    }
    expect(await codeOf(sealer.open(seal))).toBe('opened');
  });

  it('refuses a seal under another secret, and a missing one', async () => {
    const foreign = await sealerOf('a secret of another app altogether, long enough').start(session);
    const sealer = sealerOf(newSecret);
    expect(await codeOf(sealer.open(foreign))).toBe('session_invalid');
    expect(await codeOf(sealer.open('rubbish'))).toBe('session_invalid');
    expect(await codeOf(sealer.open('x'.repeat(10_000)))).toBe('session_invalid');
  });

  it('ends after an hour, whether the session was cached or not', async () => {
    const sealer = sealerOf(newSecret);
    const seal = await sealer.start(session);
    vi.setSystemTime(Date.now() + hour - 1);
    expect(await codeOf(sealer.open(seal))).toBe('opened');
    vi.setSystemTime(Date.now() + 2 * minute);
    expect(await codeOf(sealer.open(seal))).toBe('session_expired');
    expect(await codeOf(sealerOf(newSecret).open(seal))).toBe('session_expired');
  });

  it.each([-3 * hour, 3 * hour])('ends by the given clock, with its own off by %i ms', async (skew) => {
    let clock = Date.now();
    const keys = deriveKeys([newSecret]);
    const seal = await createSessionSealer(keys, () => clock).start(session);
    vi.setSystemTime(clock + skew);
    clock += hour - 1;
    expect(await codeOf(createSessionSealer(keys, () => clock).open(seal))).toBe('opened');
    clock += 1;
    expect(await codeOf(createSessionSealer(keys, () => clock).open(seal))).toBe('session_expired');
  });

  it('asks for renewal in the second half of the hour', async () => {
    const sealer = sealerOf(newSecret);
    const opened = await sealer.open(await sealer.start(session));
    vi.setSystemTime(Date.now() + 29 * minute);
    expect(sealer.wantsRenewal(opened)).toBe(false);
    vi.setSystemTime(Date.now() + 2 * minute);
    expect(sealer.wantsRenewal(opened)).toBe(true);
  });

  it('renews for another hour but never beyond 24 hours after the start', async () => {
    const sealer = sealerOf(newSecret);
    const startedAt = Date.now();
    let opened = await sealer.open(await sealer.start(session));
    const sessionId = opened.sessionId;
    for (let step = 1; step < 32; step++) {
      vi.setSystemTime(startedAt + step * 45 * minute);
      opened = await sealer.open(await sealer.renew(opened));
      expect(opened).toMatchObject({ sessionId, startedAt });
    }
    expect(opened.expiresAt).toBe(startedAt + 24 * hour);
    expect(sealer.wantsRenewal(opened)).toBe(false);
    vi.setSystemTime(startedAt + 24 * hour);
    expect(await codeOf(sealer.renew(opened))).toBe('session_expired');
  });

  it('still opens seals of an older secret, and seals with the newest', async () => {
    const before = await sealerOf(oldSecret).start(session);
    const rotated = sealerOf(newSecret, oldSecret);
    expect(await codeOf(rotated.open(before))).toBe('opened');
    const after = await rotated.start(session);
    expect(await codeOf(sealerOf(newSecret).open(after))).toBe('opened');
    expect(await codeOf(sealerOf(oldSecret).open(after))).toBe('session_invalid');
  });
});
