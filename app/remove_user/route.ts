import { getServices } from '@/app/services';
import { removeStoreUser } from '@/lib/callbacks/remove-user';
import { createServerCallback } from '@/lib/http/server-callback';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = createServerCallback(
  getServices,
  (query) => removeStoreUser(getServices(), query),
  'User removed',
);
