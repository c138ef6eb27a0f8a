import { type NextRequest, NextResponse } from 'next/server';
import { getServices } from '@/app/services';
import { missingOauthScopes, optionalOauthScopes } from '@/lib/bigcommerce/oauth-scopes';
import { install } from '@/lib/callbacks/install';
import { load } from '@/lib/callbacks/load';
import { AppError, toAppError } from '@/lib/errors';
import { createFrontDoor, type FrontDoor } from '@/lib/http/front-door';
import { securityFacts } from '@/lib/security-facts';
import { toStorePath } from '@/lib/http/control-panel';

export const config = {
  /** Pages only: routes and files do not need this code, which takes 0.3 ms for each request. */
  matcher: '/((?!api/|_next/|uninstall$|remove_user$|icon\\.svg$|icon-512\\.png$).*)',
};

type Callback = (request: NextRequest, door: FrontDoor) => Promise<NextResponse>;

function preferredLocale(request: NextRequest): string {
  return request.headers.get('Accept-Language')?.split(/[,;]/)[0]?.trim().slice(0, 35) ?? '';
}

/** BigCommerce's own page that ends an install which began outside the control panel. */
function externalInstallPage(outcome: 'succeeded' | 'failed'): NextResponse {
  const { env } = getServices();
  const url = `${env.BIGCOMMERCE_LOGIN_URL}/app/${encodeURIComponent(env.CLIENT_ID)}/install/${outcome}`;
  return NextResponse.redirect(url, {
    status: 302,
    headers: {
      'Cache-Control': 'no-store',
      // The window was opened by the page that began the install, which may wait for it.
      'Cross-Origin-Opener-Policy': 'unsafe-none',
    },
  });
}

const openInstalled: Callback = async (request, door) => {
  const { searchParams } = request.nextUrl;
  const external = searchParams.has('external_install');
  try {
    const { storeHash, userId, seal, oauthScopes } = await install(
      getServices(),
      searchParams,
      preferredLocale(request),
    );
    logSignIn('install', { storeHash, userId });
    if (external) return externalInstallPage('succeeded');
    const missingScopes = missingOauthScopes(oauthScopes, optionalOauthScopes);
    const opening = { path: `/stores/${storeHash}`, firstRun: true, missingScopes };
    return door.open(request, { seal, locale: null, opening });
  } catch (error) {
    if (!external) throw error;
    logRefusal(request, toAppError(error));
    return externalInstallPage('failed');
  }
};

const openLoaded: Callback = async (request, door) => {
  const opened = await load(getServices(), request.nextUrl.searchParams, preferredLocale(request));
  const { seal, locale, oauthScopes } = opened;
  logSignIn('load', opened);
  const missingScopes = missingOauthScopes(oauthScopes, optionalOauthScopes);
  return door.open(request, {
    seal,
    locale,
    opening: { path: toStorePath(opened), firstRun: false, missingScopes },
  });
};

const callbacks: Partial<Record<string, Callback>> = { '/auth': openInstalled, '/load': openLoaded };

function logSignIn(
  by: 'install' | 'load',
  { storeHash, userId }: { storeHash: string; userId: number },
): void {
  getServices().log.info({ event: 'sign_in', by, ...securityFacts({ storeHash, userId }) }, 'signed in');
}

function logRefusal(request: NextRequest, { code, status, cause }: AppError): void {
  const path = request.nextUrl.pathname;
  getServices().log.warn(
    { event: 'sign_in_refused', ...securityFacts({}), errorCode: code, status, path, error: cause },
    'callback refused',
  );
}

/**
 * Refuses prefetching, which would use the code or the payload for a page that may never be shown. The browser then
 * loads the page when it is opened. Source: Fetch, "Sec-Purpose".
 */
function refusePrefetch({ headers }: NextRequest): void {
  const purposes = ['Sec-Purpose', 'Purpose', 'X-Moz'].map((name) => headers.get(name) ?? '');
  if (purposes.some((purpose) => /prefetch|prerender/i.test(purpose))) throw new AppError('prefetch_refused');
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const door = createFrontDoor(getServices().env.CONTROL_PANEL_ORIGIN);
  const callback = callbacks[request.nextUrl.pathname];
  if (!callback) return door.pass(request);
  try {
    if (request.method !== 'GET') throw new AppError('method_not_allowed', { headers: { Allow: 'GET' } });
    refusePrefetch(request);
    return await callback(request, door);
  } catch (thrown) {
    const error = toAppError(thrown);
    logRefusal(request, error);
    return door.refuse(request, error);
  }
}
