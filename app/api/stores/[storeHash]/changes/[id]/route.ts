import { getServices, storeRoute } from '@/app/services';
import { toChangeWire } from '@/lib/api/change-wire';
import { findChange, findChangesOfEntry } from '@/lib/database/change-entries';
import { withInherited } from '@/lib/database/values-at';
import { AppError } from '@/lib/errors';
import { readChangeId } from '@/lib/http/path-ids';
import { parsePageQuery, toPageResponse } from '@/lib/http/change-list';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, { storeHash }, segments) {
      const { database } = getServices();
      const id = readChangeId(segments.id);
      const paging = parsePageQuery(request, segments.t);
      const page = await findChangesOfEntry(database, storeHash, id, paging);
      const items = await withInherited(database, storeHash, page.items);
      if (items.length > 0 || paging.after !== null) return toPageResponse({ ...page, items }, toChangeWire);
      // The id of one of several changes that were made together.
      const change = await findChange(database, storeHash, id);
      if (change === undefined) throw new AppError('not_found');
      const own = await withInherited(database, storeHash, [change]);
      return toPageResponse({ items: own, next: null }, toChangeWire);
    },
  },
});
