import { type NextRequest, NextResponse } from 'next/server';
import { getServices } from '@/app/services';
import { missingOauthScopes, optionalOauthScopes } from '@/lib/bigcommerce/oauth-scopes';
import { install } from '@/lib/callbacks/install';
import { load } from '@/lib/callbacks/load';
import { AppError, toAppError } from '@/lib/errors';
import { createFrontDoor, type FrontDoor } from '@/lib/http/front-door';
import { toStorePath } from '@/lib/http/deep-link';

export const config = {
  /** Pages only: routes and files have no use for a door that costs each of them 0.3 ms. */
  matcher: '/((?!api/|_next/|uninstall$|remove_user$|icon\\.svg$|icon-512\\.png$).*)',
};

type Callback = (request: NextRequest, door: FrontDoor) => Promise<NextResponse>;

function preferredLocale(request: NextRequest): string {
  return request.headers.get('Accept-Language')?.split(/[,;]/)[0]?.trim().slice(0, 35) ?? '';
}

/** BigCommerce's own pages end an install that began outside the control panel. */
function externalInstallPage(outcome: 'succeeded' | 'failed'): NextResponse {
  const { env, securityHeaders } = getServices();
  const url = `${env.BIGCOMMERCE_LOGIN_URL}/app/${encodeURIComponent(env.CLIENT_ID)}/install/${outcome}`;
  return NextResponse.redirect(url, {
    status: 302,
    headers: { ...securityHeaders, 'Cache-Control': 'no-store' },
  });
}

const openInstalled: Callback = async (request, door) => {
  const { searchParams } = request.nextUrl;
  const external = searchParams.has('external_install');
  try {
    const { storeHash, seal, oauthScopes } = await install(
      getServices(),
      searchParams,
      preferredLocale(request),
    );
    getServices().log.info({ storeHash }, 'installed');
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
  const missingScopes = missingOauthScopes(oauthScopes, optionalOauthScopes);
  return door.open(request, {
    seal,
    locale,
    opening: { path: toStorePath(opened), firstRun: false, missingScopes },
  });
};

const callbacks: Partial<Record<string, Callback>> = { '/auth': openInstalled, '/load': openLoaded };

function logRefusal(request: NextRequest, { code, status, cause }: AppError): void {
  const { log } = getServices();
  log.warn({ errorCode: code, status, path: request.nextUrl.pathname, error: cause }, 'callback refused');
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { env, securityHeaders } = getServices();
  const door = createFrontDoor({ controlPanelOrigins: env.CONTROL_PANEL_ORIGINS, securityHeaders });
  const callback = callbacks[request.nextUrl.pathname];
  if (!callback) return door.pass(request);
  try {
    if (request.method !== 'GET') throw new AppError('method_not_allowed', { headers: { Allow: 'GET' } });
    return await callback(request, door);
  } catch (thrown) {
    const error = toAppError(thrown);
    logRefusal(request, error);
    return door.refuse(request, error);
  }
}
