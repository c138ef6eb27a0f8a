/** A store hash as it stands in paths and contexts: lower case letters and digits. */
const storeHashPattern = /^[a-z0-9]{1,64}$/;

/**
 * Tells whether a text can be a store hash. Whatever is not, must never become part of a path.
 */
export function isStoreHash(value: string): boolean {
  return storeHashPattern.test(value);
}

/**
 * The store hash of a `stores/{hash}` context.
 *
 * @returns `null` when the text is no such context
 */
export function parseStoreContext(context: string): string | null {
  const [prefix, storeHash, ...rest] = context.split('/');
  if (prefix !== 'stores' || storeHash === undefined || rest.length > 0) return null;
  return isStoreHash(storeHash) ? storeHash : null;
}
