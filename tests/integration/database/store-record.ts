import { randomUUID } from 'node:crypto';
import type { NewInstallation } from '../../../lib/database/installations';
import type { PolicyCheck } from '../../../lib/settings/policy-check';
import type { SeenUser } from '../../../lib/database/users';

/** A moment that needs more than 32 bits, as every real one does. */
export const noon = Date.UTC(2026, 0, 5, 12);

export const hour = 3_600_000;

/** Makes an install of the store `abc123`. */
export function createInstallation(different: Partial<NewInstallation> = {}): NewInstallation {
  return {
    storeHash: 'abc123',
    installationId: randomUUID(),
    accessTokenJwe: 'jwe-1',
    oauthScopes: ['store_v2_customers', 'store_v2_information_read_only'],
    owner: { id: 9_876_543_210, email: 'owner@example.com' },
    installedAt: noon,
    ...different,
  };
}

/** Makes a person of the store `abc123`. */
export function createSeenUser(different: Partial<SeenUser> = {}): SeenUser {
  return {
    storeHash: 'abc123',
    userId: 24_654,
    email: 'ada@example.com',
    locale: 'en-US',
    role: 'user',
    seenAt: noon,
    ...different,
  };
}

/** Makes the result of a check that found nothing to mend. */
export function createPolicyCheck(different: Partial<PolicyCheck> = {}): PolicyCheck {
  return {
    url: 'https://shop.example/privacy',
    checkedAt: noon,
    failure: null,
    finalUrl: 'https://shop.example/privacy',
    redirects: 0,
    status: 200,
    contentType: 'text/html',
    isEmpty: false,
    toHomePage: false,
    toSignIn: false,
    isOwnHost: true,
    ...different,
  };
}
