import { stringify } from 'csv-stringify/sync';
import { toChangeWire } from '../api/change-wire';
import { toAppEntryWire } from '../api/history-wire';
import {
  type AppChange,
  type AppSettingsChange,
  type CheckChange,
  type RoleChange,
  toAppEntry,
} from '../app-change';
import { isRuleId } from '../checks/rules';
import type { StreamedChange } from '../database/change-stream';
import type { StreamedHistory } from '../database/history';
import type { Translate } from '../i18n/translator';
import type { Change, ChangeAuthor, CsvSeparator, ExportFormat, ExportOptions } from '../settings/change';
import {
  isInheritable,
  noCustomerGroup,
  type SettingField,
  type SettingValue,
} from '../settings/customer-settings';
import { presentFields } from '../settings/diff';
import { formatPlainValue } from '../settings/format-plain-value';
import { toWirePath } from '../settings/wire';

/** The columns of the file. Programs that read it rely on them: none is renamed or removed. */
export const changeCsvColumns = [
  'time (UTC)',
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
  'side_effect',
  'late_of',
  'late_over',
] as const;

type CsvRow = Record<(typeof changeCsvColumns)[number], string | number>;

function toPersonText({ userId, email }: Pick<ChangeAuthor, 'userId' | 'email'>, t: Translate): string {
  return email ?? t('history.removedUser', { id: String(userId) });
}

function toUserText({ author }: Change, t: Translate): string {
  return author === null ? t('history.outside') : toPersonText(author, t);
}

function toStorefrontText({ channelId, names }: Pick<Change, 'channelId' | 'names'>, t: Translate): string {
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

/** The row of a field that the change requested, or that changed with it without being sent. */
function toRow({ entryId, change }: StreamedChange, field: SettingField, t: Translate): CsvRow {
  const { late, sideEffects } = change;
  const isSideEffect = change.requested[field] === undefined;
  const { before, stored } = isSideEffect && sideEffects !== null ? sideEffects : change;
  return {
    'time (UTC)': toSpreadsheetTime(change.createdAt),
    user: toUserText(change, t),
    user_id: change.author?.userId ?? '',
    role: change.author?.role ?? '',
    storefront: toStorefrontText(change, t),
    storefront_id: change.channelId ?? '',
    setting: t(`settings.${field}.label`),
    field: toWirePath(field),
    before: toValueText(field, before[field], change, t),
    asked: toValueText(field, change.requested[field], change, t),
    stored: toValueText(field, stored?.[field], change, t),
    status: change.status,
    source: change.source,
    entry_id: entryId,
    change_id: change.id,
    restores_id: change.restoresId ?? '',
    note: change.note ?? '',
    request_id: change.requestId ?? '',
    side_effect: isSideEffect ? 'yes' : '',
    late_of: late?.of ?? '',
    late_over: late?.over ?? '',
  };
}

/** The columns that differ for a change of the app's own records. */
type AppCells = Pick<CsvRow, 'setting' | 'field' | 'before' | 'asked'> & Partial<CsvRow>;

/** A changed role: the setting is the role. */
function toRoleCells({ person, before, after }: RoleChange, t: Translate): AppCells {
  return {
    setting:
      person === null ? t('people.newUserRole') : t('people.roleOf', { name: toPersonText(person, t) }),
    field: person === null ? 'new_user_role' : `role_of_${person.userId}`,
    before: t(`people.roles.${before}`),
    asked: t(`people.roles.${after}`),
  };
}

/** Findings that became relevant or not: the setting is the finding. */
function toCheckCells({ rule, reason }: CheckChange, t: Translate): AppCells {
  const relevant = t('history.relevant');
  const notRelevant = t('history.notRelevant');
  return {
    setting: isRuleId(rule) ? t(`checks.rules.${rule}.title`) : rule,
    field: `check_${rule}`,
    before: reason === null ? notRelevant : relevant,
    asked: reason === null ? relevant : notRelevant,
    note: reason ?? '',
  };
}

function toAppSettingsCells({ reasonRequired }: AppSettingsChange, t: Translate): AppCells {
  const text = (on: boolean) => t(`settings.${on ? 'on' : 'off'}`);
  return {
    setting: t('appSettings.reasonRequired'),
    field: 'reason_required',
    before: text(!reasonRequired),
    asked: text(reasonRequired),
  };
}

function toAppCells(appChange: AppChange, t: Translate): AppCells {
  if (appChange.kind === 'role') return toRoleCells(appChange, t);
  return appChange.kind === 'check' ? toCheckCells(appChange, t) : toAppSettingsCells(appChange, t);
}

/** The rows of a change of the app's own records: one, or one for each scope that it is about. */
function toAppRows(appChange: AppChange, t: Translate): CsvRow[] {
  const { id, author, createdAt, kind, requestId } = appChange;
  const cells = toAppCells(appChange, t);
  const row: CsvRow = {
    'time (UTC)': toSpreadsheetTime(createdAt),
    user: toPersonText(author, t),
    user_id: author.userId,
    role: author.role,
    storefront: '',
    storefront_id: '',
    stored: cells.asked,
    status: 'applied',
    source: kind,
    entry_id: id,
    change_id: id,
    restores_id: '',
    note: '',
    request_id: requestId ?? '',
    side_effect: '',
    late_of: '',
    late_over: '',
    ...cells,
  };
  if (kind !== 'check') return [row];
  return appChange.channelIds.map((channelId) => ({
    ...row,
    storefront: toStorefrontText({ channelId, names: {} }, t),
    storefront_id: channelId ?? '',
  }));
}

function toRows(streamed: StreamedHistory, t: Translate): CsvRow[] {
  if ('appChange' in streamed) return toAppRows(streamed.appChange, t);
  return rowFields(streamed.change).map((field) => toRow(streamed, field, t));
}

/** The fields that a change requested, and then those that changed with it. */
function rowFields({ requested, sideEffects }: Change): SettingField[] {
  const asked = presentFields(requested);
  const others = presentFields(sideEffects?.stored ?? {}).filter((field) => !asked.includes(field));
  return [...asked, ...others];
}

/** To the second and without letters, as spreadsheets read a time: `2026-11-27 19:45:00`. */
function toSpreadsheetTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/**
 * Where a formula would begin in a spreadsheet that splits cells by other separators or by line breaks: behind one of
 * them and, where a quotation mark opens a cell there, behind that.
 */
const formulaWithin = /([;,\t\r\n]"*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Text in which no part begins a formula. The library takes care of its first character, but for the line feed. */
function toSafeText(text: string): string {
  const safe = text.replace(formulaWithin, "$1'");
  return safe.startsWith('\n') ? `'${safe}` : safe;
}

const delimiters: Record<CsvSeparator, string> = { comma: ',', semicolon: ';' };

/**
 * Changes as CSV for spreadsheets, one row for each changed setting, side effects included, and for each
 * change of the app's own records. Names, notes and addresses are a person's input:
 * what a spreadsheet would run as a formula begins with an apostrophe, also where it would split a cell in another way.
 *
 * @param options `t` for the words; `separator`, between the cells; `first`, whether these are the first
 *   changes: then the byte order mark and the header row come first
 */
export function toChangeCsv(
  changes: readonly StreamedHistory[],
  { t, separator, first }: { t: Translate; separator: CsvSeparator; first: boolean },
): string {
  const rows = changes.flatMap((streamed) => toRows(streamed, t));
  return stringify(rows, {
    bom: first,
    header: first,
    columns: changeCsvColumns,
    escape_formulas: true,
    delimiter: delimiters[separator],
    record_delimiter: 'windows',
    // A line break within a cell begins no row.
    quote_record_delimiter: true,
    cast: { string: toSafeText },
  });
}

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

async function* csvParts(
  batches: AsyncIterable<readonly StreamedHistory[]>,
  words: { t: Translate; separator: CsvSeparator },
): AsyncGenerator<string, void> {
  let first = true;
  for await (const batch of batches) {
    yield toChangeCsv(batch, { ...words, first });
    first = false;
  }
  if (first) yield toChangeCsv([], { ...words, first });
}

function toJsonLine(streamed: StreamedHistory): object {
  if ('appChange' in streamed) return toAppEntryWire(toAppEntry(streamed.appChange));
  return { entry_id: streamed.entryId, ...toChangeWire(streamed.change) };
}

/** Formats changes as one JSON array with one change on each line, for programs that read line by line. */
async function* jsonParts(batches: AsyncIterable<readonly StreamedHistory[]>): AsyncGenerator<string, void> {
  let separator = '[\n';
  for await (const batch of batches) {
    const lines = batch.map((streamed) => JSON.stringify(toJsonLine(streamed)));
    yield separator + lines.join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** The response headers of an export, which make a browser download it. */
export function exportHeaders(
  format: ExportFormat,
  { storeHash, now }: { storeHash: string; now: number },
): Record<string, string> {
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    'Content-Type': contentTypes[format],
    'Content-Disposition': `attachment; filename="customer-settings-history-${storeHash}-${day}.${format}"`,
    // A proxy should not buffer the stream.
    'X-Accel-Buffering': 'no',
  };
}

/**
 * Streams changes as a file: the next batch is read when the client has room for it, and none after the client has
 * left.
 *
 * @param options `t` for the words of a CSV file; `onFailure` is called with the error where the file ends
 *   early, `onEnd` that it ended, whole or not
 */
export function toExportStream(
  batches: AsyncIterable<readonly StreamedHistory[]>,
  { format, separator }: ExportOptions,
  { t, onFailure, onEnd }: { t: Translate; onFailure: (error: unknown) => void; onEnd?: () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = format === 'csv' ? csvParts(batches, { t, separator }) : jsonParts(batches);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await parts.next().catch((error: unknown) => {
          onFailure(error);
          onEnd?.();
          // The client has to notice that the file is incomplete.
          throw error;
        });
        if (part.done) {
          controller.close();
          onEnd?.();
        } else controller.enqueue(encoder.encode(part.value));
      },
      async cancel() {
        onEnd?.();
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}
