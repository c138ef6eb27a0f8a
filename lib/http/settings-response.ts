import { changeIdHeader } from '../api/api-client';
import { type CustomerSettingsWire, toWirePath } from '../bigcommerce/customer-settings-wire';
import type { StorefrontField } from '../settings/customer-settings';

interface TaggedWire {
  /** As BigCommerce wrote it. */
  wire: CustomerSettingsWire;
  etag: string;
}

/** Settings as BigCommerce wrote them, with a tag over those that we know. */
export function toReadResponse({ wire, etag }: TaggedWire): Response {
  return Response.json({ data: wire, meta: {} }, { headers: { ETag: etag } });
}

/** The same after a save, with the names of what BigCommerce took and did not keep, and what the change is called. */
export function toSavedResponse({
  wire,
  etag,
  notStored,
  changeId,
}: TaggedWire & { notStored: StorefrontField[]; changeId: string | null }): Response {
  const meta = { not_stored: notStored.map(toWirePath) };
  const named = changeId === null ? {} : { [changeIdHeader]: changeId };
  return Response.json({ data: wire, meta }, { headers: { ETag: etag, ...named } });
}
