import { getServices, storeRoute } from '@/app/services';
import { toAuthorWire } from '@/lib/api/change-wire';
import { findChangeAuthors } from '@/lib/database/users';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, { storeHash }) {
      const authors = await findChangeAuthors(getServices().database, storeHash);
      return Response.json({ data: authors.map(toAuthorWire), meta: {} });
    },
  },
});
