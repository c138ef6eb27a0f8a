import { getServices, publicRoute } from '@/app/services';
import { readBoundedBody } from '@/lib/http/request-body';
import { serverState } from '@/lib/server-state';
import { receiveWebhook } from '@/lib/webhooks/webhook-event';

/** 200 for what is genuine, whether it is for us or not. The log names the store, and nothing else of what was sent. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = publicRoute('webhook', {
  async POST(request) {
    const services = getServices();
    const body = await readBoundedBody(request);
    let event;
    try {
      event = receiveWebhook(services, request.headers, body);
    } catch (error) {
      serverState.onMetric({ kind: 'webhooks', outcome: 'refused' });
      throw error;
    }
    serverState.onMetric({ kind: 'webhooks', outcome: event === null ? 'unrelated' : 'received' });
    services.log.debug({ storeHash: event?.storeHash, channelId: event?.channelId }, 'webhook received');
    return Response.json({ status: 200, title: 'Received' });
  },
});
