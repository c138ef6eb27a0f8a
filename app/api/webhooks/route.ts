import { getServices } from '@/app/services';
import { receiveWebhook } from '@/lib/webhooks/receive-webhook';
import { createWebhookRoute } from '@/lib/http/webhook-route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = createWebhookRoute(
  getServices,
  (headers, body) => receiveWebhook(getServices(), headers, body),
);
