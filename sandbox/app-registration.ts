/** The registration of an app in BigCommerce's developer portal. */
export interface AppRegistration {
  clientId: string;
  clientSecret: string;
  /** Origin of the app, e.g. `http://localhost:3000`. May be set after the start: each side needs the other's address. */
  url: string;
  name: string;
  /** OAuth scopes asked for on the consent screen. Changing them ends every token. */
  scopes: string[];
}

export function authCallback(app: AppRegistration): string {
  return `${app.url}/auth`;
}
