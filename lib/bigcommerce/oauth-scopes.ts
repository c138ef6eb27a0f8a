/** The scopes that the app requires: reading and writing customer settings and customer groups. */
export const requiredOauthScopes = ['store_v2_customers'] as const;

/** The scopes that parts of the app need: the list of storefronts, and the store's name and webhooks. */
export const optionalOauthScopes = [
  'store_channel_settings_read_only',
  'store_v2_information_read_only',
] as const;

/**
 * Splits a grant as BigCommerce writes it.
 *
 * @param scope space separated
 */
export function parseOauthScopes(scope: string): string[] {
  return scope.split(/\s+/).filter((name) => name !== '');
}

/** Finds the scopes of `needed` that a grant lacks. A scope that allows writing includes reading. */
export function missingOauthScopes(granted: readonly string[], needed: readonly string[]): string[] {
  return needed.filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace(/_read_only$/, '')),
  );
}
