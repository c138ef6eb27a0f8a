/** No answer of ours about a store may be kept by anybody on its way. */
export const personalHeaders = { 'Cache-Control': 'no-store' } as const;

/**
 * Puts headers on an answer, `Cache-Control: no-store` among them.
 *
 * @param response changed, and returned
 * @param headers by name; each replaces what the answer said
 */
export function withHeaders<R extends Response>(response: R, headers: Readonly<Record<string, string>>): R {
  for (const [name, value] of Object.entries({ ...personalHeaders, ...headers }))
    response.headers.set(name, value);
  return response;
}
