import { getServices, storeRoute } from '@/app/services';
import { sessionHeader } from '@/lib/api/api-client';
import { endSession } from '@/lib/database/ended-sessions';
import { sessionMaxAgeMs } from '@/lib/session/store-session';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async POST(_request, session) {
    const seal = await getServices().sealer.renew(session);
    return new Response(null, { status: 204, headers: { [sessionHeader]: seal } });
  },

  async DELETE(_request, { sessionId, startedAt }) {
    await endSession(getServices().database, sessionId, startedAt + sessionMaxAgeMs);
    return new Response(null, { status: 204 });
  },
});
