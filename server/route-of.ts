const known: ReadonlySet<string> = new Set([
  'api',
  'stores',
  'auth',
  'load',
  'uninstall',
  'remove_user',
  'refused',
  'metrics',
]);

const storeHashPattern = /^[a-z0-9]{1,64}$/;
const wordPattern = /^(v[23]|[a-z_-]{1,32})$/;

/** A path as it appears in the log and the metrics. */
export interface Route {
  /**
   * The path with `{…}` for variable segments, for instance `/api/stores/{storeHash}/changes/{id}`. There are few, for
   * any input.
   */
  route: string;
  /** The store hash in the path; not verified. */
  storeHash: string | null;
}

/**
 * Finds the route of a URL. Unknown segments become `{id}`, and all unknown paths are one route, so that a scan of the
 * server does not fill the metrics.
 */
export function routeOf(url: string): Route {
  const [path = ''] = url.split('?');
  const [, first = '', ...rest] = path.split('/');
  if (path === '/') return { route: '/', storeHash: null };
  if (first === '_next' || /^icon[\w-]*\.\w+$/.test(first)) return { route: '/{static}', storeHash: null };
  if (!known.has(first) || rest.length > 8) return { route: '/{other}', storeHash: null };
  const storeAt = first === 'stores' ? 0 : rest[0] === 'stores' ? 1 : -1;
  const candidate = rest[storeAt] ?? '';
  const storeHash = storeHashPattern.test(candidate) ? candidate : null;
  const named = rest.map((segment, index) => {
    if (index === storeAt) return '{storeHash}';
    return wordPattern.test(segment) ? segment : '{id}';
  });
  return { route: `/${[first, ...named].join('/')}`, storeHash };
}
