import { getServices, storeRoute } from '@/app/services';
import { toHistoryWire } from '@/lib/api/history-wire';
import { findHistory } from '@/lib/database/history';
import { parseChangesQuery, toPageResponse } from '@/lib/http/change-list';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, { storeHash }, { t }) {
      const { filters, paging } = parseChangesQuery(request, t);
      const page = await findHistory(getServices().database, storeHash, filters, paging);
      return toPageResponse(page, toHistoryWire);
    },
  },
});
