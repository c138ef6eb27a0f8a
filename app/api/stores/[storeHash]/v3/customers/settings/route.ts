import { getServices, storeRoute } from '@/app/services';
import { storeSettings } from '@/lib/bigcommerce/customer-settings';
import { saveSettings } from '@/lib/changes/save-settings';
import { readIfMatch } from '@/lib/http/if-match';
import { readJsonBody } from '@/lib/http/json-body';
import { parseSettingsBody } from '@/lib/http/settings-body';
import { toReadResponse, toSavedResponse } from '@/lib/http/settings-response';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async GET(_request, session) {
    return toReadResponse(await storeSettings(getServices().bigCommerce, session).get());
  },

  async PUT(request, session) {
    const changes = parseSettingsBody(await readJsonBody(request), session.user.locale);
    const settings = storeSettings(getServices().bigCommerce, session);
    return toSavedResponse(await saveSettings(settings, changes, readIfMatch(request)));
  },
});
