/** A store hash in paths and contexts: lower case letters and digits. */
const storeHashPattern = /^[a-z0-9]{1,64}$/;

/** Whether a text has the form of a store hash. Any other text must never become part of a path. */
export function isStoreHash(value: string): boolean {
  return storeHashPattern.test(value);
}

/**
 * Parses the store hash of a `stores/{hash}` context.
 *
 * @returns `null` where the text is no such context
 */
export function parseStoreContext(context: string): string | null {
  const [prefix, storeHash, ...rest] = context.split('/');
  if (prefix !== 'stores' || storeHash === undefined || rest.length > 0) return null;
  return isStoreHash(storeHash) ? storeHash : null;
}
