/**
 * Makes the Content-Security-Policy of a page. Scripts and style elements need the page's nonce; one origin at most may
 * show the page in a frame. Inline style attributes are allowed, because React writes them while it renders on the
 * server and a nonce cannot cover them.
 *
 * @param nonce new for each response, base64
 * @param ancestor origin of the store's control panel, or null for a page that must not be framed
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

/** Browser features that the app never uses and that are therefore forbidden to all of its scripts. */
const unusedFeatures = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/**
 * Makes the headers of every response, static files, redirects and refusals included. Only a store's page may be
 * framed; it has its own policy.
 *
 * @param appUrl the address of the app; with https, responses carry HSTS for two years (RFC 6797)
 */
export function securityHeaders(appUrl: string): Record<string, string> {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': unusedFeatures.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(appUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
  };
}
