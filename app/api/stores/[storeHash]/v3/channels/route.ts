import { getServices, storeRoute } from '@/app/services';
import { getStorefronts } from '@/lib/bigcommerce/channels';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session) {
      const { bigCommerce, names } = getServices();
      const storefronts = await getStorefronts(bigCommerce, session);
      await names.keepStorefronts(session.storeHash, storefronts);
      return Response.json({ data: storefronts, meta: {} });
    },
  },
});
