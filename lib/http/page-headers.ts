/**
 * Headers by which the proxy tells a page what it learned. They travel inside the server only: the proxy takes
 * them off every request that comes from outside, together with `Authorization`.
 */
export const pageHeaders = {
  nonce: 'x-nonce',
  locale: 'x-app-locale',
  /** JSON of {@link Opening}. */
  opening: 'x-app-opening',
  /** JSON of {@link Refused}. */
  refused: 'x-app-refused',
} as const;

/** How a page was come to, when a callback opened it. */
export interface Opening {
  /** The page's own address, which replaces the callback's with its code or payload. */
  path: string;
  firstRun: boolean;
  /** Optional OAuth scopes that the store did not grant. */
  missingScopes: string[];
}

/** Why a callback was refused. */
export interface Refused {
  code: string;
  values: Record<string, string | number>;
}
