/**
 * The Content-Security-Policy of a page. Scripts and style elements need the page's nonce; the control panel,
 * and nobody else, may show the page in a frame. Inline style attributes are allowed, because React writes them
 * while it renders on the server and a nonce cannot cover them.
 *
 * @param nonce new for every answer, base64
 * @param controlPanelOrigins CSP sources, for instance `https://*.mybigcommerce.com`
 */
export function contentSecurityPolicy(nonce: string, controlPanelOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${controlPanelOrigins.join(' ')}`,
  ].join('; ');
}
