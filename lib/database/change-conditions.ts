import { type Expression, type ExpressionBuilder, type ExpressionWrapper, sql, type SqlBool } from 'kysely';
import type { ChangeFilters } from '../settings/change';
import { toNotePattern, toScopeColumn } from './change-row';
import { toFieldBits } from './field-bits';
import type { Schema } from './schema';

/**
 * Makes the condition that selects changes whose note contains a text. It names no column that the index of notes lacks:
 * migrations/0007-reasons.ts.
 */
function noteContains(note: string): Expression<SqlBool> {
  const pattern = toNotePattern(note);
  const folded = sql.ref('changes.noteFolded');
  return sql<SqlBool>`(${folded} is not null and ${folded} like ${pattern} escape '\\')`;
}

/** Makes the condition that selects a store's rows of `changes` by the filters. */
export function changeConditions(
  row: ExpressionBuilder<Schema, 'changes'>,
  storeHash: string,
  { channelId, field, entryId, userId, source, note, from, until }: ChangeFilters,
): ExpressionWrapper<Schema, 'changes', SqlBool> {
  const conditions: Expression<SqlBool>[] = [row('changes.storeHash', '=', storeHash)];
  if (channelId !== undefined) conditions.push(row('changes.channelId', '=', toScopeColumn(channelId)));
  if (field !== undefined)
    // A literal, because each field has an index with this condition: migrations/0005-history-indexes.ts.
    conditions.push(sql<SqlBool>`(${sql.ref('changes.fieldBits')} & ${sql.lit(toFieldBits([field]))}) <> 0`);
  if (entryId !== undefined) conditions.push(row('changes.entryId', '=', entryId));
  if (userId !== undefined) conditions.push(row('changes.userId', '=', userId));
  if (source !== undefined) conditions.push(row('changes.source', '=', source));
  if (note !== undefined) conditions.push(noteContains(note));
  if (from !== undefined) conditions.push(row('changes.entryAt', '>=', from));
  if (until !== undefined) conditions.push(row('changes.entryAt', '<', until));
  return row.and(conditions);
}
