import { getServices, storeRoute } from '@/app/services';
import { dismissRolesNotice } from '@/lib/database/people';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  DELETE: {
    permission: 'manage',
    async handle(_request, { storeHash }) {
      await dismissRolesNotice(getServices().database, storeHash);
      return new Response(null, { status: 204 });
    },
  },
});
