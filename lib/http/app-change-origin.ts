import type { AppChangeOrigin } from '../database/app-changes';
import { type StoreSession, toChangeAuthor } from '../session/store-session';

/** Makes the context that the history records with a change of the app's own records. */
export function toAppChangeOrigin(
  session: StoreSession,
  { requestId, at }: { requestId: string; at: number },
): AppChangeOrigin {
  return { storeHash: session.storeHash, author: toChangeAuthor(session), requestId, at };
}
