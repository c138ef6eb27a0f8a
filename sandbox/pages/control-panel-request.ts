import type { Call } from '../call.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import type { Store } from '../store.ts';
import type { User } from '../store-parts.ts';

/** One request of a signed-in user's browser to a store's control panel. */
export interface ControlPanelRequest {
  parts: SandboxParts;
  store: Store;
  user: User;
  call: Call;
}

const SIGNED_OUT = 'signed-out';
const COOKIE = 'sandbox_user';

/** The signed-in user: the owner until another one is chosen, and no user after a sign-out. */
export function signedInUser(store: Store, call: Call): User | null {
  const value = new RegExp(`${COOKIE}=([^;]+)`).exec(call.headers.cookie ?? '')?.[1];
  if (value === SIGNED_OUT) return null;
  return store.users.find((user) => String(user.id) === value) ?? store.owner;
}

export function userCookie(userId: number | null): Record<string, string> {
  return { 'set-cookie': `${COOKIE}=${userId ?? SIGNED_OUT}; Path=/; SameSite=Lax; HttpOnly` };
}

export function appPath(parts: SandboxParts): string {
  return `/manage/app/${encodeURIComponent(parts.app.clientId)}`;
}
