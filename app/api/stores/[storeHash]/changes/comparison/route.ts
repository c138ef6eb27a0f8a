import { getServices, storeRoute } from '@/app/services';
import { toComparisonWire } from '@/lib/api/change-wire';
import { compareMoments } from '@/lib/database/compare-moments';
import { AppError } from '@/lib/errors';
import { parseComparisonQuery } from '@/lib/http/change-list';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, { storeHash }, { t }) {
      const { first, second } = parseComparisonQuery(request, t);
      const comparison = await compareMoments(getServices().database, storeHash, first, second);
      if (comparison === undefined) throw new AppError('not_found');
      return Response.json(toComparisonWire(comparison));
    },
  },
});
