import { getServices, publicRoute } from '@/app/services';
import { readBoundedBody } from '@/lib/http/request-body';
import { serverState } from '@/lib/server-state';
import { receiveWebhook } from '@/lib/webhooks/webhook-event';

/**
 * Answers 200 to every genuine webhook, also to one that the app does not use. The log has the store, and no other part
 * of the event.
 */
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
