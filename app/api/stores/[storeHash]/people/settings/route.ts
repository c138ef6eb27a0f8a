import { getServices, storeRoute } from '@/app/services';
import { changeNewUserRole } from '@/lib/database/people';
import { toAppChangeOrigin } from '@/lib/http/app-change-origin';
import { parseNewUserRoleBody } from '@/lib/http/people-request';
import { readJsonBody } from '@/lib/http/request-body';
import { securityFacts } from '@/lib/security-facts';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  PUT: {
    permission: 'manage',
    async handle(request, session, { requestId, t }) {
      const { database, now, log } = getServices();
      const change = parseNewUserRoleBody(await readJsonBody(request), t);
      await changeNewUserRole(database, toAppChangeOrigin(session, { requestId, at: now() }), change);
      log.info({ event: 'role_change', ...securityFacts({}), personId: null, ...change }, 'role changed');
      return new Response(null, { status: 204 });
    },
  },
});
