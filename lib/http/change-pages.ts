import { z } from 'zod';
import type { ChangePage, ChangePosition } from '../database/change-entries';

/** Only what we made ourselves is taken back: a cursor ends up in a query of the database. */
const positionSchema = z.tuple([z.int().min(0), z.uuid()]);

/** A position in the history as an address holds it: nothing that anybody should take apart. */
export function toCursor({ at, id }: ChangePosition): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** @returns `null` for what is not a cursor of ours */
export function fromCursor(cursor: string): ChangePosition | null {
  try {
    const [at, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { at, id };
  } catch {
    return null;
  }
}

/** A page of a list, with the cursor of the next one. */
export function toPageResponse<Item>(
  { items, next }: ChangePage<Item>,
  toWire: (item: Item) => object,
): Response {
  return Response.json({ data: items.map(toWire), meta: { next_cursor: next && toCursor(next) } });
}
