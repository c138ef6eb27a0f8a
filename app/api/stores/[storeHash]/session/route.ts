import { getServices, storeRoute } from '@/app/services';
import { sessionHeader } from '@/lib/api/contract';
import { endSession } from '@/lib/database/sessions';
import { securityFacts } from '@/lib/security-facts';
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
    async handle(_request, { sessionId, startedAt, payloadId, storeHash, user }) {
      const { database, now, log } = getServices();
      const opener = payloadId === null ? null : { payloadId, at: now() };
      await endSession(database, sessionId, startedAt + sessionMaxAgeMs, opener);
      log.info({ event: 'sign_out', ...securityFacts({ storeHash, userId: user.id }) }, 'signed out');
      return new Response(null, { status: 204 });
    },
  },
});
