import { getServices, storeRoute } from '@/app/services';
import { storeSettings } from '@/lib/bigcommerce/customer-settings';
import { saveSettings } from '@/lib/changes/save-settings';
import { parseSettingsBody, readChangeOrigin, readIfMatch } from '@/lib/http/save-request';
import { toReadResponse, toSavedResponse } from '@/lib/http/settings-response';
import { readJsonBody } from '@/lib/http/request-body';
import { toChangeAuthor } from '@/lib/session/store-session';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session) {
      return toReadResponse(await getServices().observer.readStore(session));
    },
  },

  PUT: {
    permission: 'write',
    async handle(request, session, { requestId, t }) {
      const services = getServices();
      const origin = readChangeOrigin(request);
      const saved = await saveSettings(services, {
        scope: { storeHash: session.storeHash, channelId: null },
        resource: storeSettings(services.bigCommerce, session),
        changes: parseSettingsBody(await readJsonBody(request), t, null),
        ifMatch: readIfMatch(request),
        author: toChangeAuthor(session),
        origin,
        requestId,
      });
      return toSavedResponse(saved);
    },
  },
});
