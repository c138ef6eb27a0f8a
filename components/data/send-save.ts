import type { SavedSettings, TaggedSettings } from '@/lib/api/api-client';
import { toAppError } from '@/lib/errors';
import {
  knownFrom,
  nextSave,
  type SaveAttempt,
  type SaveEvent,
  type SaveMachine,
  type SavePolicy,
} from './save-machine';

export interface SendSaveOptions {
  policy: SavePolicy;
  put: (attempt: SaveAttempt) => Promise<SavedSettings>;
  /** Called with the settings that each answer makes known. */
  onKnown: (tagged: TaggedSettings) => void;
}

/** Sends a save until it needs no request any more. It never throws: what went wrong is in the machine. */
export async function sendSave(machine: SaveMachine, options: SendSaveOptions): Promise<SaveMachine> {
  const { policy, put, onKnown } = options;
  let current = machine;
  while (current.status.kind === 'sending') {
    const event = await put(current.status.attempt).then(
      (saved): SaveEvent => ({ type: 'answered', saved }),
      (reason: unknown): SaveEvent => ({ type: 'refused', error: toAppError(reason) }),
    );
    const known = knownFrom(event);
    if (known !== null) onKnown(known);
    current = nextSave(current, event, policy);
  }
  return current;
}
