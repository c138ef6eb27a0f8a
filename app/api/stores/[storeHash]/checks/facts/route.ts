import { getServices, storeRoute } from '@/app/services';
import { toCheckFactsWire } from '@/lib/api/checks-wire';
import { findPolicyChanges } from '@/lib/database/policy-changes';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session) {
      const { database, now, storefrontFacts } = getServices();
      const [read, policyChanges] = await Promise.all([
        storefrontFacts.read(session),
        findPolicyChanges(database, session.storeHash, now()),
      ]);
      return Response.json({ data: toCheckFactsWire({ ...read, policyChanges }), meta: {} });
    },
  },
});
