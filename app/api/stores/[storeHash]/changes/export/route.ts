import { getServices, storeRoute } from '@/app/services';
import { streamHistory } from '@/lib/database/history';
import { exportHeaders, toExportStream } from '@/lib/http/change-export';
import { parseExportQuery } from '@/lib/http/change-list';
import { toAppError } from '@/lib/errors';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'export',
    async handle(request, { storeHash, user }, { t }) {
      const { database, log, now, exportTurns } = getServices();
      const { filters, options } = parseExportQuery(request, t);
      const headers = exportHeaders(options.format, { storeHash, now: now() });
      // A HEAD request has no body to stream.
      if (request.method === 'HEAD') return new Response(null, { headers });
      const onEnd = exportTurns.begin(`${storeHash} ${user.id}`);
      const batches = streamHistory(database, storeHash, filters);
      const onFailure = (error: unknown) => {
        log.warn({ storeHash, errorCode: toAppError(error).code, error }, 'export ended early');
      };
      return new Response(toExportStream(batches, options, { t, onFailure, onEnd }), {
        headers,
      });
    },
  },
});
