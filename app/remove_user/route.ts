import { getServices, publicRoute } from '@/app/services';
import { removeStoreUser } from '@/lib/callbacks/remove-user';
import { answerCallback } from '@/lib/callbacks/server-callback';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('callback', {
  GET: answerCallback(getServices, removeStoreUser, 'User removed'),
});
