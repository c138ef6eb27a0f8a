import type { PayloadUse } from '../database/signed-payloads';
import { limits } from '../limits';

/**
 * Whether a payload or a grant code may open the app again: control panels load their frame more than once, so for a
 * short while after the first use, in the same installation, and until a session that it opened was signed out.
 *
 * @param now milliseconds since the epoch
 */
export function mayOpenAgain(use: PayloadUse | undefined, installationId: string, now: number): boolean {
  return (
    use?.installationId === installationId && use.endedAt === null && now - use.firstUsedAt <= limits.reuseMs
  );
}
