import { getServices, storeRoute } from '@/app/services';
import { toEntryWire } from '@/lib/api/change-wire';
import { findChangeEntries } from '@/lib/database/change-entries';
import { parseChangesQuery, toPageResponse } from '@/lib/http/change-list';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, { storeHash, user }) {
      const { filters, paging } = parseChangesQuery(request, user.locale);
      const page = await findChangeEntries(getServices().database, storeHash, filters, paging);
      return toPageResponse(page, toEntryWire);
    },
  },
});
