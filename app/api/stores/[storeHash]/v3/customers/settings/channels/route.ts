import { getServices, storeRoute } from '@/app/services';
import { isInView, readChannelIds } from '@/lib/http/path-ids';
import { toStorefrontLines } from '@/lib/http/settings-response';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(request, session, { t }) {
      const { log, storefrontReader } = getServices();
      const channelIds = readChannelIds(request);
      const headers = {
        'Content-Type': 'application/x-ndjson',
        // Proxies must not buffer the rows.
        'X-Accel-Buffering': 'no',
      };
      // A HEAD request has no body to stream.
      if (request.method === 'HEAD') return new Response(null, { headers });
      const rows = storefrontReader.read(session, channelIds, { inView: isInView(request) });
      const lines = toStorefrontLines(t, (channelId, { code, cause }) => {
        log.warn(
          { storeHash: session.storeHash, channelId, errorCode: code, error: cause },
          'storefront not read',
        );
      });
      return new Response(rows.pipeThrough(lines), { headers });
    },
  },
});
