import { changeIdHeader, type ReadWire, type SavedWire, type StorefrontLine } from '../api/contract';
import type { SideEffects } from '../settings/change';
import type { SettingField } from '../settings/customer-settings';
import { type CustomerSettingsWire, toWirePath, toWireSettings } from '../settings/wire';
import type { AppError } from '../errors';
import type { Translate } from '../i18n/translator';
import { toProblem } from './problem-response';

/** An event while many storefronts are read: one arrived, one could not be read, or all have to wait. */
type StorefrontEvent =
  | { channelId: number; read: { wire: CustomerSettingsWire; etag: string } }
  | { channelId: number; error: AppError }
  | { pauseMs: number };

function toLine(event: StorefrontEvent, t: Translate): StorefrontLine {
  if ('pauseMs' in event) return { pause_seconds: Math.ceil(event.pauseMs / 1_000) };
  const { channelId: channel_id } = event;
  if ('error' in event) return { channel_id, problem: toProblem(event.error, t) };
  return { channel_id, etag: event.read.etag, data: event.read.wire };
}

/**
 * Turns events into lines of JSON, see {@link StorefrontLine}.
 *
 * @param t for the problems' titles
 * @param onFailure called for each row that could not be read, for the log
 */
export function toStorefrontLines(
  t: Translate,
  onFailure: (channelId: number, error: AppError) => void,
): TransformStream<StorefrontEvent, Uint8Array> {
  const encoder = new TextEncoder();
  return new TransformStream({
    transform(event, controller) {
      if ('error' in event) onFailure(event.channelId, event.error);
      controller.enqueue(encoder.encode(`${JSON.stringify(toLine(event, t))}\n`));
    },
  });
}

interface TaggedWire {
  /** As BigCommerce sent it. */
  wire: CustomerSettingsWire;
  etag: string;
}

/**
 * Makes the response with settings as BigCommerce sent them, and the tag of the known ones. The tag stands in the body,
 * too (`meta.etag`): a proxy may change or remove the header.
 */
export function toReadResponse({ wire, etag }: TaggedWire): Response {
  const body: ReadWire = { data: wire, meta: { etag } };
  return Response.json(body, { headers: { ETag: etag } });
}

interface SaveOutcome extends TaggedWire {
  notStored: SettingField[];
  sideEffects: SideEffects | null;
  putBack: SettingField[];
  changeId: string | null;
}

/** The same after a save. */
export function toSavedResponse({
  wire,
  etag,
  notStored,
  sideEffects,
  putBack,
  changeId,
}: SaveOutcome): Response {
  const meta: SavedWire['meta'] = {
    etag,
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
