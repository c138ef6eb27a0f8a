import type { ReadSettings } from '../bigcommerce/customer-settings';
import { toWirePath } from '../bigcommerce/customer-settings-wire';
import type { SavedSettings } from '../changes/save-settings';
import { settingsEtag } from '../changes/settings-etag';
import type { AnySettings, StorefrontField } from '../settings/customer-settings';

/** Settings as BigCommerce wrote them, with a tag over those that we know. */
export function toReadResponse({ wire, settings }: ReadSettings<AnySettings>): Response {
  return Response.json({ data: wire, meta: {} }, { headers: { ETag: settingsEtag(settings) } });
}

/** The same after a save, with the names of what BigCommerce took and did not keep. */
export function toSavedResponse(
  saved: Omit<SavedSettings<AnySettings>, 'notStored'> & { notStored: StorefrontField[] },
): Response {
  const meta = { not_stored: saved.notStored.map(toWirePath) };
  return Response.json({ data: saved.wire, meta }, { headers: { ETag: saved.etag } });
}
