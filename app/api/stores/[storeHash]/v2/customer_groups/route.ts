import { getServices, storeRoute } from '@/app/services';
import type { CustomerGroupsWire } from '@/lib/api/contract';
import { getCustomerGroups } from '@/lib/bigcommerce/customer-groups';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session) {
      const { bigCommerce, names } = getServices();
      const { groups, complete } = await getCustomerGroups(bigCommerce, session);
      await names.keepGroups(session.storeHash, groups);
      const body: CustomerGroupsWire = { data: groups, meta: { complete } };
      return Response.json(body);
    },
  },
});
