import type { ChangePage } from '../database/change-entries';
import { toCursor } from './change-cursor';

/** A page of a list, with the cursor of the next one. */
export function toPageResponse<Item>(
  { items, next }: ChangePage<Item>,
  toWire: (item: Item) => object,
): Response {
  return Response.json({ data: items.map(toWire), meta: { next_cursor: next && toCursor(next) } });
}
