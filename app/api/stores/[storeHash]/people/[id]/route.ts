import { getServices, storeRoute } from '@/app/services';
import { changeAccess } from '@/lib/database/people';
import { readUserId } from '@/lib/http/path-ids';
import { toAppChangeOrigin } from '@/lib/http/app-change-origin';
import { parseAccessBody } from '@/lib/http/people-request';
import { readJsonBody } from '@/lib/http/request-body';
import { securityFacts } from '@/lib/security-facts';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  PUT: {
    permission: 'manage',
    async handle(request, session, { id, requestId, t }) {
      const { database, now, log } = getServices();
      const personId = readUserId(id);
      const change = parseAccessBody(await readJsonBody(request), t);
      const origin = toAppChangeOrigin(session, { requestId, at: now() });
      await changeAccess(database, origin, { personId, ...change });
      log.info({ event: 'role_change', ...securityFacts({}), personId, ...change }, 'role changed');
      return new Response(null, { status: 204 });
    },
  },
});
