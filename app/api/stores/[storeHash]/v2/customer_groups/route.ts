import { getServices, storeRoute } from '@/app/services';
import { getCustomerGroups } from '@/lib/bigcommerce/customer-groups';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async GET(_request, session) {
    const { groups, complete } = await getCustomerGroups(getServices().bigCommerce, session);
    return Response.json({ data: groups, meta: { complete } });
  },
});
