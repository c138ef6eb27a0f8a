import { getServices, storeRoute } from '@/app/services';
import { getStorefronts } from '@/lib/bigcommerce/channels';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async GET(_request, session) {
    return Response.json({ data: await getStorefronts(getServices().bigCommerce, session), meta: {} });
  },
});
