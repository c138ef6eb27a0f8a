import { getServices, storeRoute } from '@/app/services';
import { sessionHeader } from '@/lib/api/api-client';
import { endSession } from '@/lib/database/sessions';
import { sessionMaxAgeMs } from '@/lib/session/store-session';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  POST: {
    permission: 'read',
    async handle(_request, session) {
      const seal = await getServices().sealer.renew(session);
      return new Response(null, { status: 204, headers: { [sessionHeader]: seal } });
    },
  },

  DELETE: {
    permission: 'read',
    async handle(_request, { sessionId, startedAt }) {
      await endSession(getServices().database, sessionId, startedAt + sessionMaxAgeMs);
      return new Response(null, { status: 204 });
    },
  },
});
