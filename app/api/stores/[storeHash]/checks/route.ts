import { getServices, storeRoute } from '@/app/services';
import { toChecksWire } from '@/lib/api/checks-wire';
import { getStoreInformation } from '@/lib/bigcommerce/store-information';
import {
  findDismissedFindings,
  removeDismissedFindings,
  saveDismissedFindings,
} from '@/lib/database/dismissed-findings';
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
    async handle(request, { storeHash, user }) {
      const { database, now } = getServices();
      const { findings, reason } = parseDismissal(await readJsonBody(request));
      if (reason === null) await removeDismissedFindings(database, storeHash, findings);
      else {
        const dismissed = { findings, reason, dismissedAt: now(), userId: user.id };
        await saveDismissedFindings(database, storeHash, dismissed);
      }
      return new Response(null, { status: 204 });
    },
  },
});
