import { z } from 'zod';
import { originHeaders } from '../api/contract';
import { withoutCoding } from '../bigcommerce/settings-etag';
import { AppError } from '../errors';
import { type ChangeOrigin, noteMaxLength } from '../settings/change';
import type { Translate } from '../i18n/translator';
import type { CustomerSettings, SettingField } from '../settings/customer-settings';
import { settingTable } from '../settings/fields';
import { type SettingFault, settingFaults, trimSettings } from '../settings/validation';
import { fromWireSettings, toWirePath } from '../settings/wire';
import { storefrontSchema, storeSchema } from '../settings/wire-schemas';

type BodyFault = SettingFault | 'unknown_field' | 'wrong_type' | 'nothing_to_save' | 'body_not_an_object';

const storeBodySchema = storeSchema(settingTable);
const storefrontBodySchema = storefrontSchema(settingTable);

/** The path of a fault of the whole body in `errors`. */
const wholeBody = 'body';

/** Faults by wire path. A map, because a path is input and may be `__proto__`. */
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

function refuse(faults: BodyFaults, t: Translate): never {
  const messages = [...faults].map(([path, fault]) => [path, t(`validation.${fault}`)] as const);
  throw new AppError('invalid_fields', { fieldErrors: Object.fromEntries(messages) });
}

/**
 * Validates the shape of a body.
 *
 * @param body parsed JSON
 * @param t for the messages
 * @throws {AppError} `invalid_fields` naming every faulty member by its path
 */
export function parseShape<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  t: Translate,
): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) refuse(shapeFaults(parsed.error), t);
  return parsed.data;
}

/**
 * Validates the body of a save: any subset of the settings of its scope in BigCommerce's shape. Other members are
 * refused.
 *
 * @param body parsed JSON
 * @param t for the messages
 * @param channelId `null` for the whole store; on a storefront a setting that it inherits can be `null`
 * @throws {AppError} `invalid_fields` naming every faulty field by its wire path
 */
export function parseSettingsBody(body: unknown, t: Translate, channelId: number | null): CustomerSettings {
  const wire = parseShape(channelId === null ? storeBodySchema : storefrontBodySchema, body, t);
  const settings = trimSettings(fromWireSettings(wire, channelId));
  const faults = valueFaults(settings);
  if (faults.size > 0) refuse(faults, t);
  return settings;
}

/**
 * The entity tags of `If-Match` (RFC 9110 §13.1.1), strong or weak, with or without the name of a coding: a proxy that
 * compresses changes tags so, and ours are over values and not over bytes. `*` is not accepted: a save that says
 * "whatever is there" is just what the header is required to prevent.
 *
 * @returns at least one tag, with its quotes, without `W/` and without a coding
 * @throws {AppError} `if_match_required`
 */
export function readIfMatch(request: Request): string[] {
  const header = request.headers.get('If-Match') ?? '';
  const tags = [...header.matchAll(/(?:W\/)?("[^"]*")/g)].map(([, tag = '']) => withoutCoding(tag));
  if (tags.length === 0) throw new AppError('if_match_required');
  return tags;
}

/**
 * Line breaks and tabs are allowed; other control characters are not, because they are invisible and PostgreSQL refuses
 * some.
 */
const controlCharacter = /(?![\t\n\r])\p{Cc}/u;

const noteSchema = z
  .string()
  .transform((text, context) => {
    try {
      return decodeURIComponent(text);
    } catch {
      context.addIssue('not percent-encoded UTF-8');
      return z.NEVER;
    }
  })
  .pipe(
    z
      .string()
      .min(1)
      .max(noteMaxLength)
      .refine((note) => !controlCharacter.test(note)),
  );

/** Ids are converted to lower case, so that one id has one form. */
const idSchema = z.uuid().toLowerCase();

const originSchema = z.object({
  source: z.enum(['bulk', 'restore', 'import']).optional(),
  groupId: idSchema.optional(),
  restoresId: idSchema.optional(),
  note: noteSchema.optional(),
});

/**
 * Reads the origin of a save from `X-Change-Source`, `X-Change-Group`, `X-Change-Restores` and `X-Change-Note`.
 *
 * @throws {AppError} `invalid_change_headers` for any other value
 */
export function readChangeOrigin(request: Request): ChangeOrigin {
  const given = Object.entries(originHeaders).map(
    ([name, header]) => [name, request.headers.get(header) ?? undefined] as const,
  );
  const parsed = originSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new AppError('invalid_change_headers', { cause: parsed.error });
  const { source = 'app', groupId, restoresId, note } = parsed.data;
  return {
    source,
    ...(groupId === undefined ? {} : { groupId }),
    ...(restoresId === undefined ? {} : { restoresId }),
    ...(note === undefined ? {} : { note }),
  };
}
