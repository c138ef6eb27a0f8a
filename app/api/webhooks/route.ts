import { getServices, publicRoute } from '@/app/services';
import { readBoundedBody } from '@/lib/http/request-body';
import { receiveWebhook } from '@/lib/webhooks/webhook-event';

/** 200 for what is genuine, whether it is for us or not. The log names the store, and nothing else of what was sent. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('webhook', {
  async POST(request) {
    const services = getServices();
    const event = receiveWebhook(services, request.headers, await readBoundedBody(request));
    services.log.debug({ storeHash: event?.storeHash, channelId: event?.channelId }, 'webhook received');
    return Response.json({ status: 200, title: 'Received' });
  },
});
