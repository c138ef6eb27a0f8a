/**
 * The Content-Security-Policy of a page. Scripts and style elements need the page's nonce; one origin at most
 * may show the page in a frame. Inline style attributes are allowed, because React writes them
 * while it renders on the server and a nonce cannot cover them.
 *
 * @param nonce new for every answer, base64
 * @param ancestor origin of the store's control panel, or null for a page that no other may frame
 */
export function contentSecurityPolicy(nonce: string, ancestor: string | null): string {
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
    `frame-ancestors ${ancestor ?? "'none'"}`,
  ].join('; ');
}
