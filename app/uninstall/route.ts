import { getServices, publicRoute } from '@/app/services';
import { answerCallback } from '@/lib/callbacks/callback-request';
import { uninstall } from '@/lib/callbacks/uninstall';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('callback', {
  GET: answerCallback(getServices, uninstall, 'Uninstalled'),
});
