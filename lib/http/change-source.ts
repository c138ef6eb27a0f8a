/** Names what a save is part of. */
export const changeSourceHeader = 'X-Change-Source';

/** Tells a save that is one of many from one that a person made by itself. */
export function isPartOfBulk(request: Request): boolean {
  return request.headers.get(changeSourceHeader) === 'bulk';
}
