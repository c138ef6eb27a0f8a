import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { languageParameter, withLanguage } from '../api/page-language';
import { AppError } from '../errors';
import { type Locale, resolveLocale } from '../i18n/locales';
import { contentSecurityPolicy } from './security-headers';
import { controlPanelOriginOf, storeOfPage } from './control-panel';
import { type Opening, pageHeaders, type Refused } from './page-headers';
import { withHeaders } from './problem-response';

/** The page that answers a request: its path, its headers for the app, and its status. */
interface Destination {
  path?: string;
  status?: number;
  headers?: Record<string, string>;
  locale?: Locale;
}

const trustedHeaders = [...Object.values(pageHeaders), 'authorization', 'content-security-policy'];

/**
 * Makes the functions that answer page requests: internal headers of the request are removed, a nonce and its policy
 * are added, and the response is not cached.
 *
 * @param controlPanelOrigin of each store's control panel, with `{hash}`
 */
export function createFrontDoor(controlPanelOrigin: string) {
  function answer(
    request: NextRequest,
    { path, status, headers = {}, locale }: Destination = {},
  ): NextResponse {
    const nonce = randomBytes(16).toString('base64');
    const storeHash = storeOfPage(new URL(request.url));
    const ancestor = storeHash && controlPanelOriginOf(controlPanelOrigin, storeHash);
    const policy = contentSecurityPolicy(nonce, ancestor);
    const inward = new Headers(request.headers);
    for (const name of trustedHeaders) inward.delete(name);
    inward.set(pageHeaders.nonce, nonce);
    inward.set(pageHeaders.locale, locale ?? resolveLocale(request.headers.get('Accept-Language')));
    inward.set('Content-Security-Policy', policy);
    for (const [name, value] of Object.entries(headers)) inward.set(name, value);

    const init = { request: { headers: inward }, ...(status === undefined ? {} : { status }) };
    const response =
      path === undefined ? NextResponse.next(init) : NextResponse.rewrite(new URL(path, request.url), init);
    return withHeaders(response, { 'Content-Security-Policy': policy });
  }

  return {
    /** A page that is requested by its own address. */
    pass(request: NextRequest): NextResponse {
      const wanted = request.nextUrl.searchParams.get(languageParameter);
      return answer(request, { locale: resolveLocale(wanted, request.headers.get('Accept-Language')) });
    },

    /** A store's page that a callback opened for a user. */
    open(
      request: NextRequest,
      { seal, locale, opening }: { seal: string; locale: string | null; opening: Opening },
    ): NextResponse {
      const byBrowser = resolveLocale(request.headers.get('Accept-Language'));
      const language = resolveLocale(locale, request.headers.get('Accept-Language'));
      const path = withLanguage(opening.path, language === byBrowser ? null : language);
      const headers = {
        Authorization: `Bearer ${seal}`,
        [pageHeaders.opening]: JSON.stringify({ ...opening, path }),
      };
      return answer(request, { path, headers, locale: language });
    },

    /** The page that says why a callback was refused, with the refusal's status. */
    refuse(request: NextRequest, { code, status, details }: AppError): NextResponse {
      const refused: Refused = {
        code,
        values: details.messageValues ?? {},
        lists: details.messageLists ?? {},
      };
      const headers = { [pageHeaders.refused]: JSON.stringify(refused) };
      return withHeaders(answer(request, { path: '/refused', status, headers }), details.headers ?? {});
    },
  };
}

export type FrontDoor = ReturnType<typeof createFrontDoor>;
