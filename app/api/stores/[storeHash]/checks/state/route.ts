import { getServices, storeRoute } from '@/app/services';
import { toPastStateWire } from '@/lib/api/checks-wire';
import { findKnownNames } from '@/lib/database/known-names';
import { findPastState } from '@/lib/database/past-state';
import { parseMomentQuery } from '@/lib/http/change-list';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, { storeHash }, { t }) {
      const { database, now } = getServices();
      const at = Math.min(parseMomentQuery(request, t), now());
      const [scopes, names] = await Promise.all([
        findPastState(database, storeHash, at, now()),
        findKnownNames(database, storeHash),
      ]);
      return Response.json(toPastStateWire({ at, scopes }, names.storefronts));
    },
  },
});
