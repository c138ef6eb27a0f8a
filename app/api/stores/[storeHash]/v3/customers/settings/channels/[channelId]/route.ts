import { getServices, storeRoute } from '@/app/services';
import { storefrontSettings } from '@/lib/bigcommerce/customer-settings';
import { saveSettings } from '@/lib/changes/save-settings';
import { parseSettingsBody, readChangeOrigin, readIfMatch } from '@/lib/http/save-request';
import { toReadResponse, toSavedResponse } from '@/lib/http/settings-response';
import { readChannelId } from '@/lib/http/path-ids';
import { readJsonBody } from '@/lib/http/request-body';
import { toChangeAuthor } from '@/lib/session/store-session';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  GET: {
    permission: 'read',
    async handle(_request, session, { channelId }) {
      return toReadResponse(await getServices().observer.readStorefront(session, readChannelId(channelId)));
    },
  },

  PUT: {
    permission: 'write',
    async handle(request, session, { channelId, requestId, t }) {
      const { storeHash } = session;
      const { storefrontReader, ...services } = getServices();
      const id = readChannelId(channelId);
      const origin = readChangeOrigin(request);
      const changes = parseSettingsBody(await readJsonBody(request), t, id);
      const ifMatch = readIfMatch(request);
      // A restore and an import of many scopes are paced like a bulk change.
      if (origin.source === 'bulk' || origin.groupId !== undefined)
        services.bigCommerce.gate.assertTurn(storeHash);
      try {
        const saved = await saveSettings(services, {
          scope: { storeHash, channelId: id },
          resource: storefrontSettings(services.bigCommerce, session, id),
          changes,
          ifMatch,
          author: toChangeAuthor(session),
          origin,
          requestId,
        });
        return toSavedResponse(saved);
      } finally {
        storefrontReader.forget(storeHash, id);
      }
    },
  },
});
