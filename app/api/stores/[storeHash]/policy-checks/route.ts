import { getServices, storeRoute } from '@/app/services';
import { toPolicyCheckWire } from '@/lib/api/policy-check-wire';
import { getStoreInformation } from '@/lib/bigcommerce/store-information';
import { findPolicyChecks, savePolicyCheck } from '@/lib/database/policy-checks';
import { isOwnHost, parsePolicyCheckBody } from '@/lib/http/policy-check-request';
import { readJsonBody } from '@/lib/http/request-body';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, { storeHash }) {
      const { database, now } = getServices();
      const checks = await findPolicyChecks(database, storeHash, now());
      return Response.json({ data: checks.map(toPolicyCheckWire), meta: {} });
    },
  },

  POST: {
    permission: 'write',
    async handle(request, session, { t }) {
      const { bigCommerce, database, now, checkTurns, checkPolicyUrl, storefrontFacts } = getServices();
      const url = parsePolicyCheckBody(await readJsonBody(request), t);
      const { reached, reads } = await checkTurns.run(session.storeHash, async () => ({
        // A refused check reads nothing, and a slow read of BigCommerce does not hold the turn. Neither rejects: the
        // scopes of these are optional, and a check without them is still worth something.
        reads: Promise.all([
          getStoreInformation(bigCommerce, session).catch(() => null),
          storefrontFacts.hosts(session),
        ]),
        reached: await checkPolicyUrl(url),
      }));
      const [information, siteHosts] = await reads;
      const known = { information, siteHosts };
      const check = { ...reached, checkedAt: now(), isOwnHost: isOwnHost(reached.finalUrl, known) };
      await savePolicyCheck(database, session.storeHash, check);
      return Response.json({ data: toPolicyCheckWire(check), meta: {} });
    },
  },
});
