import { getServices, storeRoute } from '@/app/services';
import { storefrontSettings } from '@/lib/bigcommerce/customer-settings';
import { assertTurnOfBulk } from '@/lib/changes/bulk-turn';
import { saveSettings } from '@/lib/changes/save-settings';
import { readChangeOrigin } from '@/lib/http/change-source';
import { readChannelId } from '@/lib/http/channel-id';
import { readIfMatch } from '@/lib/http/if-match';
import { readJsonBody } from '@/lib/http/json-body';
import { parseStorefrontSettingsBody } from '@/lib/http/settings-body';
import { toReadResponse, toSavedResponse } from '@/lib/http/settings-response';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async GET(_request, session, { channelId }) {
    const id = readChannelId(channelId);
    return toReadResponse(await storefrontSettings(getServices().bigCommerce, session, id).get());
  },

  async PUT(request, session, { channelId }) {
    const { bigCommerce, storefrontReader } = getServices();
    const id = readChannelId(channelId);
    const origin = readChangeOrigin(request);
    const changes = parseStorefrontSettingsBody(await readJsonBody(request), session.user.locale);
    const ifMatch = readIfMatch(request);
    if (origin.source === 'bulk') assertTurnOfBulk(bigCommerce, session.storeHash);
    try {
      return toSavedResponse(
        await saveSettings(storefrontSettings(bigCommerce, session, id), changes, ifMatch),
      );
    } finally {
      storefrontReader.forget(session.storeHash, id);
    }
  },
});
