import type { FaultKind, FaultMatch } from '../../sandbox/faults.ts';
import type { Sandbox, Store } from '../../sandbox/sandbox.ts';

/** Takes a fault back. */
type Mend = () => void;

/** The faults of BigCommerce's answers to calls for one store. */
export interface StoreFaults {
  /** @param match which of the store's calls: all where left out */
  add: (fault: FaultKind, match?: FaultMatch, times?: number) => Mend;
  /** Answers calls with a status. */
  fail: (status: number, match?: FaultMatch) => Mend;
  failSaves: (status: number) => Mend;
  /** Answers saves late, in milliseconds. */
  delaySaves: (ms: number) => Mend;
  /** Answers that a field was saved, and keeps the value that it had. */
  keepField: (field: string, match?: FaultMatch) => Mend;
}

/** Every save of settings. */
export const saves: FaultMatch = { method: 'PUT', path: '/v3/customers/settings' };

/** Saves of one storefront's settings. */
export const savesOf = (channelId: number): FaultMatch => ({ ...callsFor(channelId), method: 'PUT' });

/** Reads of one storefront's settings. */
export const readsFor = (channelId: number): FaultMatch => ({ ...callsFor(channelId), method: 'GET' });

/** Reads and saves of one storefront's settings. */
export const callsFor = (channelId: number): FaultMatch => ({
  path: new RegExp(`/v3/customers/settings/channels/${channelId}$`),
});

export function faultsOf(sandbox: Sandbox, store: Store): StoreFaults {
  const add: StoreFaults['add'] = (fault, match = {}, times) =>
    sandbox.faults.add({
      ...fault,
      match: { storeHash: store.hash, ...match },
      ...(times === undefined ? {} : { times }),
    });
  const fail: StoreFaults['fail'] = (status, match) => add({ kind: 'status', status }, match);
  return {
    add,
    fail,
    failSaves: (status) => fail(status, saves),
    delaySaves: (ms) => add({ kind: 'latency', ms }, saves),
    keepField: (field, match) => add({ kind: 'field-not-stored', field }, match),
  };
}
