import { getServices, storeRoute } from '@/app/services';
import { sessionHeader } from '@/lib/api/contract';
import type { SessionWire } from '@/lib/api/people-wire';
import { findAdminEmails } from '@/lib/database/people';
import { endSession } from '@/lib/database/sessions';
import { securityFacts } from '@/lib/security-facts';
import { sessionMaxAgeMs } from '@/lib/session/store-session';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, { storeHash, user }, { role }) {
      const admins = await findAdminEmails(getServices().database, storeHash);
      const body: SessionWire = { data: { user_id: user.id, role, admins }, meta: {} };
      return Response.json(body);
    },
  },

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
