import { decodeJwt } from 'jose';
import { isStoreHash, parseStoreContext } from '../bigcommerce/store-context';

/**
 * The origin of a store's control panel.
 *
 * @param pattern an origin with `{hash}`, as the environment has it
 */
export function controlPanelOriginOf(pattern: string, storeHash: string): string {
  return pattern.replace('{hash}', storeHash);
}

/** The store that a payload names, whether BigCommerce signed it or not. */
function claimedStore(payload: string): string | null {
  try {
    return parseStoreContext(decodeJwt(payload).sub ?? '');
  } catch {
    return null;
  }
}

/**
 * The store whose page an address is, or says to be: a refused callback is shown in the control panel that sent it. The
 * page of a refusal holds nothing of a store, so that a false claim gains nothing.
 *
 * @returns null where the address names no store
 */
export function storeOfPage({ pathname, searchParams }: URL): string | null {
  const [, first, storeHash = ''] = pathname.split('/');
  if (first === 'stores') return isStoreHash(storeHash) ? storeHash : null;
  if (pathname === '/auth') return parseStoreContext(searchParams.get('context') ?? '');
  return pathname === '/load' ? claimedStore(searchParams.get('signed_payload_jwt') ?? '') : null;
}
