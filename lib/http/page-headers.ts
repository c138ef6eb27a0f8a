/**
 * Headers by which proxy.ts passes data to a page. They exist inside the server only: proxy.ts removes them, and
 * `Authorization`, from every incoming request.
 */
export const pageHeaders = {
  nonce: 'x-nonce',
  locale: 'x-app-locale',
  /** JSON of {@link Opening}. */
  opening: 'x-app-opening',
  /** JSON of {@link Refused}. */
  refused: 'x-app-refused',
} as const;

/** The data of a callback that opened a page. */
export interface Opening {
  /** The page's own address, which replaces the callback's address with its code or payload. */
  path: string;
  firstRun: boolean;
  /** Optional OAuth scopes that the store did not grant. */
  missingScopes: string[];
}

/** Why a callback was refused. */
export interface Refused {
  code: string;
  values: Record<string, string | number>;
  lists: Record<string, readonly string[]>;
}
