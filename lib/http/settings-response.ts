import { changeIdHeader } from '../api/api-client';
import { type CustomerSettingsWire, toWirePath, toWireSettings } from '../settings/wire';
import type { SideEffects } from '../settings/change';
import type { SettingField } from '../settings/customer-settings';

interface TaggedWire {
  /** As BigCommerce wrote it. */
  wire: CustomerSettingsWire;
  etag: string;
}

/** Settings as BigCommerce wrote them, with a tag over those that we know. */
export function toReadResponse({ wire, etag }: TaggedWire): Response {
  return Response.json({ data: wire, meta: {} }, { headers: { ETag: etag } });
}

interface SavedWire extends TaggedWire {
  notStored: SettingField[];
  sideEffects: SideEffects | null;
  putBack: SettingField[];
  changeId: string | null;
}

/**
 * The same after a save. `meta` names the fields that BigCommerce accepted and did not store (`not_stored`), that it
 * emptied though they were not sent and that were put back (`put_back`), and that changed though they were not sent,
 * as they were and as they are (`side_effects`).
 */
export function toSavedResponse({
  wire,
  etag,
  notStored,
  sideEffects,
  putBack,
  changeId,
}: SavedWire): Response {
  const meta = {
    not_stored: notStored.map(toWirePath),
    put_back: putBack.map(toWirePath),
    side_effects: sideEffects && {
      before: toWireSettings(sideEffects.before),
      stored: toWireSettings(sideEffects.stored),
    },
  };
  const named = changeId === null ? {} : { [changeIdHeader]: changeId };
  return Response.json({ data: wire, meta }, { headers: { ETag: etag, ...named } });
}
