import type { PageWire } from '../api/contract';
import { z } from 'zod';
import { fromWirePath } from '../settings/wire';
import type { ChangePage, ChangePaging, ChangePosition } from '../database/change-entries';
import { AppError } from '../errors';
import type { Translate } from '../i18n/translator';
import {
  type ChangeFilters,
  csvSeparators,
  exportFormats,
  type ExportOptions,
  historySources,
  soughtNoteMaxLength,
} from '../settings/change';
import { parseChannelKey } from '../settings/scope';

/** Cursors are validated, because they become part of a query. */
const positionSchema = z.tuple([z.int().min(0), z.uuid()]);

/** Formats a position in the history as an opaque cursor. */
export function toCursor({ at, id }: ChangePosition): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** Parses a cursor. @returns `null` for anything that {@link toCursor} does not make */
export function fromCursor(cursor: string): ChangePosition | null {
  try {
    const [at, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    return null;
  }
}

/** Makes the response for one page of a list, with the cursor of the next one. */
export function toPageResponse<Item>(
  { items, next }: ChangePage<Item>,
  toWire: (item: Item) => object,
): Response {
  const page: PageWire<object> = { data: items.map(toWire), meta: { next_cursor: next && toCursor(next) } };
  return Response.json(page);
}

type ParameterFault = 'parameter_unknown' | 'parameter_invalid' | 'parameter_twice';

const pageLengthMax = 100;
const pageLengthDefault = 25;

/** The longest cursor that is decoded, in characters. */
const cursorMax = 200;

const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number);

/** A date without a time means its first moment in UTC. */
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((text) => Date.parse(text))
  .pipe(z.int());

const scope = z.string().transform((text, context) => {
  const channelId = parseChannelKey(text);
  if (channelId !== undefined) return channelId;
  context.addIssue('is no scope');
  return z.NEVER;
});

const field = z.string().transform((path, context) => {
  const found = fromWirePath(path);
  if (found === null) context.addIssue('is no setting');
  return found ?? z.NEVER;
});

const cursor = z
  .string()
  .max(cursorMax)
  .transform((text, context) => {
    const position = fromCursor(text);
    if (position === null) context.addIssue('is no cursor');
    return position ?? z.NEVER;
  });

const pagingParameters = {
  cursor: cursor.optional(),
  limit: wholeNumber.pipe(z.int().max(pageLengthMax)).optional(),
};

const filterParameters = {
  storefront: scope.optional(),
  field: field.optional(),
  entry: z.uuid().optional(),
  user: wholeNumber.pipe(z.int()).optional(),
  source: z.enum(historySources).optional(),
  note: z.string().trim().min(1).max(soughtNoteMaxLength).optional(),
  from: moment.optional(),
  until: moment.optional(),
};

const listSchema = z.object({ ...filterParameters, ...pagingParameters });
const pageSchema = z.object(pagingParameters);
const comparisonSchema = z.object({ first: z.uuid(), second: z.uuid().optional() });
const momentSchema = z.object({ at: moment });
const exportSchema = z.object({
  ...filterParameters,
  format: z.enum(exportFormats),
  separator: z.enum(csvSeparators).default('comma'),
});

/** Faults by parameter. A map, because the names of parameters are input and may be `__proto__`. */
type Faults = Map<string, ParameterFault>;

function refuse(faults: Faults, t: Translate): never {
  const messages = [...faults].map(([name, fault]) => [name, t(`validation.${fault}`)] as const);
  throw new AppError('invalid_fields', { fieldErrors: Object.fromEntries(messages) });
}

/** Checks the names of parameters, because zod overlooks an unknown `__proto__`. */
function nameFaults(names: readonly string[], known: readonly string[]): Faults {
  const faults: Faults = new Map();
  names.forEach((name, index) => {
    if (!known.includes(name)) faults.set(name, 'parameter_unknown');
    else if (names.indexOf(name) !== index) faults.set(name, 'parameter_twice');
  });
  return faults;
}

function valueFaults(error: z.ZodError | undefined): Faults {
  return new Map(error?.issues.map(({ path }) => [String(path[0]), 'parameter_invalid']));
}

function parseParameters<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  request: Request,
  t: Translate,
) {
  const { searchParams } = new URL(request.url);
  const { data, error } = schema.safeParse(Object.fromEntries(searchParams));
  const faults = new Map([
    ...valueFaults(error),
    ...nameFaults([...searchParams.keys()], Object.keys(schema.shape)),
  ]);
  if (faults.size > 0 || data === undefined) refuse(faults, t);
  return data;
}

function toFilters(parsed: z.infer<z.ZodObject<typeof filterParameters>>): ChangeFilters {
  const filters: { [Name in keyof ChangeFilters]: ChangeFilters[Name] | undefined } = {
    channelId: parsed.storefront,
    field: parsed.field,
    entryId: parsed.entry,
    userId: parsed.user,
    source: parsed.source,
    note: parsed.note,
    from: parsed.from,
    until: parsed.until,
  };
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function toPaging({ cursor: after, limit }: z.infer<typeof pageSchema>): ChangePaging {
  return { after: after ?? null, limit: limit ?? pageLengthDefault };
}

/**
 * Parses the query of a list of entries: `storefront` (an id or `store`), `field` (its path in BigCommerce's object),
 * `entry` (its id), `user`, `source`, `note` (a part of it), `from` (inclusive) and `until` (exclusive) as ISO 8601, `cursor`, `limit` (at
 * most 100).
 *
 * @param t for the messages
 * @throws {AppError} `invalid_fields` naming every faulty parameter
 */
export function parseChangesQuery(
  request: Request,
  t: Translate,
): { filters: ChangeFilters; paging: ChangePaging } {
  const parsed = parseParameters(listSchema, request, t);
  return { filters: toFilters(parsed), paging: toPaging(parsed) };
}

/** Parses the query of a list without filters: `cursor` and `limit` as above. */
export function parsePageQuery(request: Request, t: Translate): ChangePaging {
  return toPaging(parseParameters(pageSchema, request, t));
}

/** The query of an export: the filters as above, `format`, and `separator` (`comma` where it is left out). */
export function parseExportQuery(
  request: Request,
  t: Translate,
): { filters: ChangeFilters; options: ExportOptions } {
  const { format, separator, ...filters } = parseParameters(exportSchema, request, t);
  return { filters: toFilters(filters), options: { format, separator } };
}

/** The query of the state at a moment: `at`, ISO 8601. */
export function parseMomentQuery(request: Request, t: Translate): number {
  return parseParameters(momentSchema, request, t).at;
}

/** The query of a comparison: `first` and `second` are the ids of entries; without `second` it is with now. */
export function parseComparisonQuery(
  request: Request,
  t: Translate,
): { first: string; second: string | null } {
  const { first, second } = parseParameters(comparisonSchema, request, t);
  return { first, second: second ?? null };
}
