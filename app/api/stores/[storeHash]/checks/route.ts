import { getServices, storeRoute } from '@/app/services';
import { toChecksWire } from '@/lib/api/checks-wire';
import { getStoreInformation } from '@/lib/bigcommerce/store-information';
import {
  findDismissedFindings,
  removeDismissedFindings,
  saveDismissedFindings,
} from '@/lib/database/dismissed-findings';
import { toAppChangeOrigin } from '@/lib/http/app-change-origin';
import { parseDismissal } from '@/lib/http/dismissal-request';
import { readJsonBody } from '@/lib/http/request-body';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session) {
      const { bigCommerce, database } = getServices();
      const [dismissed, market] = await Promise.all([
        findDismissedFindings(database, session.storeHash),
        // Its scope is optional: without it the rules that need a country find nothing.
        getStoreInformation(bigCommerce, session).catch(() => null),
      ]);
      return Response.json({ data: toChecksWire({ dismissed, market }), meta: {} });
    },
  },

  PUT: {
    permission: 'write',
    async handle(request, session, { requestId }) {
      const { database, now } = getServices();
      const { findings, reason } = parseDismissal(await readJsonBody(request));
      const origin = toAppChangeOrigin(session, { requestId, at: now() });
      if (reason === null) await removeDismissedFindings(database, origin, findings);
      else await saveDismissedFindings(database, origin, { findings, reason });
      return new Response(null, { status: 204 });
    },
  },
});
