import { getServices, publicRoute } from '@/app/services';
import { removeStoreUser } from '@/lib/callbacks/remove-user';
import { answerCallback } from '@/lib/callbacks/callback-request';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('callback', {
  GET: answerCallback(getServices, removeStoreUser, 'User removed'),
});
