import { getServices, storeRoute } from '@/app/services';
import { storeSettings } from '@/lib/bigcommerce/customer-settings';
import { saveSettings } from '@/lib/changes/save-settings';
import { readChangeOrigin } from '@/lib/http/change-source';
import { readIfMatch } from '@/lib/http/if-match';
import { readJsonBody } from '@/lib/http/json-body';
import { parseSettingsBody } from '@/lib/http/settings-body';
import { toReadResponse, toSavedResponse } from '@/lib/http/settings-response';
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
    async handle(request, session, { requestId }) {
      const services = getServices();
      const origin = readChangeOrigin(request);
      const saved = await saveSettings(services, {
        scope: { storeHash: session.storeHash, channelId: null },
        resource: storeSettings(services.bigCommerce, session),
        changes: parseSettingsBody(await readJsonBody(request), session.user.locale, null),
        ifMatch: readIfMatch(request),
        author: toChangeAuthor(session),
        origin,
        requestId,
      });
      return toSavedResponse(saved);
    },
  },
});
