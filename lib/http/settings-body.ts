import { z } from 'zod';
import {
  type CustomerSettingsWire,
  fromWireSettings,
  fromWireStorefrontSettings,
  toWirePath,
} from '../bigcommerce/customer-settings-wire';
import { AppError } from '../errors';
import { resolveLocale } from '../i18n/locales';
import { createServerTranslator } from '../i18n/translator';
import type {
  AnySettings,
  CustomerSettings,
  SettingField,
  StorefrontSettings,
} from '../settings/customer-settings';
import { type SettingFault, settingFaults } from '../settings/validation';

type BodyFault = SettingFault | 'unknown_field' | 'wrong_type' | 'nothing_to_save' | 'body_not_an_object';

const storeBodySchema = z.strictObject({
  privacy_settings: z
    .strictObject({
      ask_shopper_for_tracking_consent: z.boolean().optional(),
      ask_shopper_for_tracking_consent_on_checkout: z.boolean().optional(),
      policy_url: z.string().optional(),
    })
    .optional(),
  customer_group_settings: z
    .strictObject({
      guest_customer_group_id: z.number().optional(),
      default_customer_group_id: z.number().optional(),
    })
    .optional(),
});

/** On a storefront `null` deletes its own value. Global logins have nothing to fall back to. */
const storefrontBodySchema = z.strictObject({
  privacy_settings: z
    .strictObject({
      ask_shopper_for_tracking_consent: z.boolean().nullish(),
      ask_shopper_for_tracking_consent_on_checkout: z.boolean().nullish(),
      policy_url: z.string().nullish(),
    })
    .optional(),
  customer_group_settings: z
    .strictObject({
      guest_customer_group_id: z.number().nullish(),
      default_customer_group_id: z.number().nullish(),
    })
    .optional(),
  allow_global_logins: z.boolean().optional(),
});

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

function valueFaults(settings: AnySettings): BodyFaults {
  if (Object.keys(settings).length === 0) return new Map([[wholeBody, 'nothing_to_save']]);
  const faults = Object.entries(settingFaults(settings));
  return new Map(faults.map(([field, fault]) => [toWirePath(field as SettingField), fault]));
}

function refuse(faults: BodyFaults, locale: string): never {
  const translate = createServerTranslator(resolveLocale(locale));
  const messages = [...faults].map(([path, fault]) => [path, translate(`validation.${fault}`)] as const);
  throw new AppError('invalid_fields', { fieldErrors: Object.fromEntries(messages) });
}

function parseBody<S extends AnySettings>(
  schema: z.ZodType,
  fromWire: (wire: CustomerSettingsWire) => S,
  body: unknown,
  locale: string,
): S {
  const parsed = schema.safeParse(body);
  if (!parsed.success) refuse(shapeFaults(parsed.error), locale);
  const settings = fromWire(parsed.data as CustomerSettingsWire);
  const faults = valueFaults(settings);
  if (faults.size > 0) refuse(faults, locale);
  return settings;
}

/**
 * Checks the body of a save for the whole store: any subset of the settings in BigCommerce's own shape, and nothing else.
 *
 * @param body parsed JSON
 * @param locale BCP 47, of whom the messages are for
 * @throws {AppError} `invalid_fields` naming every faulty field by its wire path
 */
export function parseSettingsBody(body: unknown, locale: string): CustomerSettings {
  return parseBody(storeBodySchema, fromWireSettings, body, locale);
}

/** The same for one storefront, where all but `allow_global_logins` can be `null`. */
export function parseStorefrontSettingsBody(body: unknown, locale: string): StorefrontSettings {
  return parseBody(storefrontBodySchema, fromWireStorefrontSettings, body, locale);
}
