import { useSyncExternalStore } from 'react';
import { allows, type AppRole, type Permission } from '@/lib/session/permissions';
import { useOpenedStore } from './opened-store';

/**
 * The user's role in the app, as the last response named it, so that a change of it shows without a reload. `null` as
 * long as it is not known after a reload.
 */
export function useRole(): AppRole | null {
  const { opening, role } = useOpenedStore();
  return useSyncExternalStore(opening.subscribe, opening.role, () => role);
}

/** Whether the user's role allows something. What is not known yet is not taken away: the server refuses it anyway. */
export function useAllows(needed: Permission): boolean {
  const role = useRole();
  return role === null || allows(role, needed);
}
