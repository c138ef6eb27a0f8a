import { stringify } from 'csv-stringify/sync';
import { toWirePath } from '../settings/wire';
import type { StreamedChange } from '../database/change-stream';
import { resolveLocale } from '../i18n/locales';
import { createServerTranslator } from '../i18n/translator';
import type { Change } from '../settings/change';
import {
  isInheritable,
  noCustomerGroup,
  type SettingValue,
  type SettingField,
} from '../settings/customer-settings';
import { presentFields } from '../settings/diff';
import { formatPlainValue } from '../settings/format-plain-value';

type Translate = ReturnType<typeof createServerTranslator>;

/** The columns of the file, which are a promise to whoever reads it with a program. */
export const changeCsvColumns = [
  'time',
  'user',
  'user_id',
  'role',
  'storefront',
  'storefront_id',
  'setting',
  'field',
  'before',
  'asked',
  'stored',
  'status',
  'source',
  'entry_id',
  'change_id',
  'restores_id',
  'note',
  'request_id',
] as const;

type CsvRow = Record<(typeof changeCsvColumns)[number], string | number>;

function toUserText({ author }: Change, t: Translate): string {
  if (author === null) return t('history.outside');
  return author.email ?? t('history.removedUser', { id: String(author.userId) });
}

function toStorefrontText({ channelId, names }: Change, t: Translate): string {
  if (channelId === null) return t('history.wholeStore');
  return names.storefront ?? t('matrix.unnamed', { id: String(channelId) });
}

function toGroupText(id: number, { names }: Change, t: Translate): string {
  if (id === noCustomerGroup) return t('groups.none');
  const name = names.groups?.[id];
  return name === undefined
    ? t('groups.unnamed', { id: String(id) })
    : t('groups.sameName', { name, id: String(id) });
}

function toValueText(
  field: SettingField,
  value: SettingValue | undefined,
  change: Change,
  t: Translate,
): string {
  if (value === undefined) return '';
  if (value === null) return t(isInheritable(field) ? 'history.inherited' : 'settings.notSet');
  return typeof value === 'number' ? toGroupText(value, change, t) : formatPlainValue(field, value, t);
}

function toRow({ entryId, change }: StreamedChange, field: SettingField, t: Translate): CsvRow {
  return {
    time: new Date(change.createdAt).toISOString(),
    user: toUserText(change, t),
    user_id: change.author?.userId ?? '',
    role: change.author?.role ?? '',
    storefront: toStorefrontText(change, t),
    storefront_id: change.channelId ?? '',
    setting: t(`settings.${field}.label`),
    field: toWirePath(field),
    before: toValueText(field, change.before[field], change, t),
    asked: toValueText(field, change.requested[field], change, t),
    stored: toValueText(field, change.stored?.[field], change, t),
    status: change.status,
    source: change.source,
    entry_id: entryId,
    change_id: change.id,
    restores_id: change.restoresId ?? '',
    note: change.note ?? '',
    request_id: change.requestId ?? '',
  };
}

/** Spreadsheets run a text that begins with one of these as a formula, and the library leaves this one out. */
const toSafeText = (text: string) => (text.startsWith('\n') ? `'${text}` : text);

/**
 * Changes as CSV for spreadsheets, one row for each changed setting. Names, notes and addresses are somebody's input:
 * what a spreadsheet would run as a formula begins with an apostrophe.
 *
 * @param locale BCP 47, of whom the words are for
 * @param first whether the file begins with these: then its mark of UTF-8 and its head come first
 */
export function toChangeCsv(changes: readonly StreamedChange[], locale: string, first: boolean): string {
  const t = createServerTranslator(resolveLocale(locale));
  const rows = changes.flatMap((streamed) =>
    presentFields(streamed.change.requested).map((field) => toRow(streamed, field, t)),
  );
  return stringify(rows, {
    bom: first,
    header: first,
    columns: changeCsvColumns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { string: toSafeText },
  });
}
