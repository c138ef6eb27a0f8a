import { z } from 'zod';
import { changeIdHeader } from '../api/api-client';
import { AppError } from '../errors';
import { resolveLocale } from '../i18n/locales';
import { createServerTranslator } from '../i18n/translator';
import type { SideEffects } from '../settings/change';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { settingTable } from '../settings/fields';
import { type SettingFault, settingFaults, trimSettings } from '../settings/validation';
import { type CustomerSettingsWire, fromWireSettings, toWirePath, toWireSettings } from '../settings/wire';
import { storefrontSchema, storeSchema } from '../settings/wire-schemas';

type BodyFault = SettingFault | 'unknown_field' | 'wrong_type' | 'nothing_to_save' | 'body_not_an_object';

const storeBodySchema = storeSchema(settingTable);
const storefrontBodySchema = storefrontSchema(settingTable);

/** The name under which a fault of the body as a whole is told. */
const wholeBody = 'body';

/** Faults by wire path. A map, because a path is somebody's input and may be called `__proto__`. */
type BodyFaults = Map<string, BodyFault>;

function shapeFaults(error: z.ZodError): BodyFaults {
  const faults: BodyFaults = new Map();
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) faults.set([...path, key].join('.'), 'unknown_field');
    else if (path.length === 0) faults.set(wholeBody, 'body_not_an_object');
    else faults.set(path.join('.'), 'wrong_type');
  }
  return faults;
}

function valueFaults(settings: CustomerSettings): BodyFaults {
  if (Object.keys(settings).length === 0) return new Map([[wholeBody, 'nothing_to_save']]);
  const faults = Object.entries(settingFaults(settings));
  return new Map(faults.map(([field, fault]) => [toWirePath(field as SettingField), fault]));
}

function refuse(faults: BodyFaults, locale: string): never {
  const translate = createServerTranslator(resolveLocale(locale));
  const messages = [...faults].map(([path, fault]) => [path, translate(`validation.${fault}`)] as const);
  throw new AppError('invalid_fields', { fieldErrors: Object.fromEntries(messages) });
}

/**
 * Checks the body of a save: any subset of the settings of its scope in BigCommerce's own shape, and nothing else.
 *
 * @param body parsed JSON
 * @param locale BCP 47, the language of the messages
 * @param channelId `null` for the whole store; on a storefront a setting that it inherits can be `null`
 * @throws {AppError} `invalid_fields` naming every faulty field by its wire path
 */
export function parseSettingsBody(body: unknown, locale: string, channelId: number | null): CustomerSettings {
  const parsed = (channelId === null ? storeBodySchema : storefrontBodySchema).safeParse(body);
  if (!parsed.success) refuse(shapeFaults(parsed.error), locale);
  const settings = trimSettings(fromWireSettings(parsed.data, channelId));
  const faults = valueFaults(settings);
  if (faults.size > 0) refuse(faults, locale);
  return settings;
}

interface TaggedWire {
  /** As BigCommerce wrote it. */
  wire: CustomerSettingsWire;
  etag: string;
}

/**
 * Settings as BigCommerce wrote them, with a tag over those that we know. The tag stands in the body, too (`meta.etag`): a
 * proxy may change or remove the header.
 */
export function toReadResponse({ wire, etag }: TaggedWire): Response {
  return Response.json({ data: wire, meta: { etag } }, { headers: { ETag: etag } });
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
