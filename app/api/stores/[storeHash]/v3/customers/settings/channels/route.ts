import { getServices, storeRoute } from '@/app/services';
import { isInView, readChannelIds } from '@/lib/http/channel-id';
import { toStorefrontLines } from '@/lib/http/storefront-rows';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET(request, session) {
    const rows = getServices().storefrontReader.read(session, readChannelIds(request), {
      inView: isInView(request),
    });
    return Promise.resolve(
      new Response(rows.pipeThrough(toStorefrontLines(session.user.locale)), {
        // A row has to go out as it comes: nobody on the way may gather them to compress them.
        headers: { 'Content-Type': 'application/x-ndjson', 'X-Accel-Buffering': 'no' },
      }),
    );
  },
});
