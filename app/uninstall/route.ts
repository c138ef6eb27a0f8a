import { getServices, publicRoute } from '@/app/services';
import { answerCallback } from '@/lib/callbacks/server-callback';
import { uninstall } from '@/lib/callbacks/uninstall';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('callback', {
  GET: answerCallback(getServices, uninstall, 'Uninstalled'),
});
