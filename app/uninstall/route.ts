import { getServices } from '@/app/services';
import { uninstall } from '@/lib/callbacks/uninstall';
import { createServerCallback } from '@/lib/http/server-callback';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = createServerCallback(
  getServices,
  (query) => uninstall(getServices(), query),
  'Uninstalled',
);
