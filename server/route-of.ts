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

/** A path as the log and the metrics name it. */
export interface Route {
  /** With `{…}` for what varies, for instance `/api/stores/{storeHash}/changes/{id}`; few, whatever callers send. */
  route: string;
  /** Of the path; whether the caller may speak for that store is not known here. */
  storeHash: string | null;
}

/**
 * Names the route of a URL. Segments that are none of our words stand as `{id}`, and paths that are none of ours are one
 * route, so that a scan of the server does not fill the metrics.
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
