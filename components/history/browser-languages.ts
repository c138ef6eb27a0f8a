function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

/**
 * The languages of the browser, the preferred one first; none on the server. Some browsers report what is no language
 * tag, as `C` where the system has no language, or `en-US@posix`. `Intl` throws at those: they are left out.
 */
export function browserLanguages(): string[] {
  return typeof navigator === 'undefined' ? [] : navigator.languages.filter(isLanguageTag);
}
