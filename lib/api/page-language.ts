/** The query of a page's address names its language, because a reload has no session that names the user. */
export const languageParameter = 'language';

/** The language in the query of an address; null where the browser's is used. */
export function languageOf(search: string): string | null {
  return new URLSearchParams(search).get(languageParameter);
}

/**
 * Sets the language in an address of the app.
 *
 * @param address a path with its query, without a fragment
 * @param language BCP 47; null leaves the address without one
 */
export function withLanguage(address: string, language: string | null): string {
  const [path = '', search = ''] = address.split('?');
  const query = new URLSearchParams(search);
  if (language === null) query.delete(languageParameter);
  else query.set(languageParameter, language);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
