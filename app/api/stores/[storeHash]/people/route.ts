import { getServices, storeRoute } from '@/app/services';
import { toPeopleWire } from '@/lib/api/people-wire';
import { findNewUserRole, findPeople } from '@/lib/database/people';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'manage',
    async handle(_request, { storeHash, user }) {
      const { database } = getServices();
      const people = await findPeople(database, storeHash, user.id);
      return Response.json(toPeopleWire({ people, newUserRole: await findNewUserRole(database, storeHash) }));
    },
  },
});
