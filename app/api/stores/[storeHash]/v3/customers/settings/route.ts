import { getServices, storeRoute } from '@/app/services';
import { getCustomerSettings } from '@/lib/bigcommerce/customer-settings';
import { toWirePath } from '@/lib/bigcommerce/customer-settings-wire';
import { saveCustomerSettings } from '@/lib/changes/save-customer-settings';
import { settingsEtag } from '@/lib/changes/settings-etag';
import { readIfMatch } from '@/lib/http/if-match';
import { readJsonBody } from '@/lib/http/json-body';
import { parseSettingsBody } from '@/lib/http/settings-body';

export const { GET, PUT, POST, PATCH, DELETE, OPTIONS } = storeRoute({
  async GET(_request, session) {
    const { wire, settings } = await getCustomerSettings(getServices().bigCommerce, session);
    return Response.json({ data: wire, meta: {} }, { headers: { ETag: settingsEtag(settings) } });
  },

  async PUT(request, session) {
    const changes = parseSettingsBody(await readJsonBody(request), session.user.locale);
    const ifMatch = readIfMatch(request);
    const saved = await saveCustomerSettings(getServices().bigCommerce, session, changes, ifMatch);
    return Response.json(
      { data: saved.wire, meta: { not_stored: saved.notStored.map(toWirePath) } },
      { headers: { ETag: saved.etag } },
    );
  },
});
