import { z } from 'zod';
import { AppError } from '../errors';

/** A whole number, or the same as text, as PHP writes it. Nothing is rounded. */
export const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\s*-?\d{1,15}\s*$/)
    .transform(Number),
]);

/** True or false, or the same as a number or as text. */
export const flag = z.union([
  z.boolean(),
  z.union([z.literal(1), z.literal(0)]).transform((value) => value === 1),
  z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1'),
]);

/** Text, or a number that is converted to text. */
const text = z.union([z.string(), z.number().transform(String)]);

const id = wholeNumber.refine((value) => value > 0);

/** An optional part of a response: where it is missing or has another shape, it is `undefined`. */
function helpful<Shape extends z.ZodType>(shape: Shape) {
  return shape.nullish().catch(undefined);
}

/** The entries of a list that could be read, and how many could not. */
export interface ReadList<Item> {
  items: Item[];
  unreadable: number;
}

/** A list in which some entries may be unreadable, but not all. An object is read as the list of its values. */
function listOf<Shape extends z.ZodType>(shape: Shape) {
  const list = z.preprocess(
    (value) => (typeof value === 'object' && value !== null ? Object.values(value) : value),
    z.array(z.unknown()),
  );
  return list.transform((entries, context): ReadList<z.output<Shape>> => {
    const read = entries.map((entry) => shape.safeParse(entry));
    if (read.length > 0 && read.every(({ success }) => !success)) context.addIssue('holds nothing readable');
    const items = read.filter(({ success }) => success).map(({ data }) => data as z.output<Shape>);
    return { items, unreadable: entries.length - items.length };
  });
}

/** V3's `meta` of a list. Source: BigCommerce, "Pagination". */
const meta = helpful(
  z.looseObject({
    pagination: helpful(z.looseObject({ total: helpful(wholeNumber), total_pages: helpful(wholeNumber) })),
  }),
);

/** The `meta` of a V3 list, as far as it could be read. */
export type ListMeta = z.output<typeof meta>;

/** The shapes of BigCommerce's responses. Parts marked as `helpful` may be missing or odd; all others are required. */
export const answerShapes = {
  channels: z.looseObject({
    data: listOf(z.looseObject({ id, name: helpful(text), platform: helpful(text), status: helpful(text) })),
    meta,
  }),
  channelCurrencies: z.looseObject({
    data: listOf(
      z.looseObject({
        channel_id: id,
        enabled_currencies: helpful(z.array(text)),
        default_currency: helpful(text),
      }),
    ),
  }),
  customerGroups: listOf(
    z.looseObject({
      id,
      name: helpful(text),
      discount_rules: z.unknown().optional(),
      category_access: z.unknown().optional(),
      is_group_for_guests: helpful(flag),
      is_default: helpful(flag),
    }),
  ),
  /** The owner is not required to open the store. A missing scope means the requested one (RFC 6749 §5.1). */
  token: z.looseObject({
    access_token: z.string().min(1).max(512),
    context: z.string(),
    user: z.looseObject({ id: wholeNumber, email: helpful(z.string().max(320)) }),
    owner: helpful(z.looseObject({ id: wholeNumber, email: helpful(z.string().max(320)) })),
    scope: helpful(z.string().max(4_096)),
  }),
  sites: z.looseObject({
    data: listOf(
      z.looseObject({
        id,
        channel_id: id,
        url: helpful(text),
        urls: helpful(z.array(z.looseObject({ url: helpful(text) }))),
      }),
    ),
    meta,
  }),
  storeInformation: z.looseObject({
    name: text,
    domain: helpful(text),
    secure_url: helpful(text),
    country_code: helpful(text),
    currency: helpful(text),
    features: helpful(z.looseObject({ multi_storefront_enabled: helpful(flag) })),
  }),
  storeLocale: z.looseObject({ data: z.looseObject({ default_shopper_language: helpful(text) }) }),
  webhooks: z.looseObject({
    data: listOf(z.looseObject({ id, scope: text, destination: text, is_active: helpful(flag) })),
    meta,
  }),
};

/**
 * Validates a response by its shape.
 *
 * @param the subject of the response, for the log
 * @throws {AppError} `store_unreadable` where a required part is missing
 */
export function readAnswer<Shape extends z.ZodType>(
  shape: Shape,
  answer: unknown,
  what: string,
): z.output<Shape> {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new AppError('store_unreadable', { cause: new Error(`not ${what}`) });
  return parsed.data;
}
