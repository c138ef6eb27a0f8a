import type { AppRegistration } from '../app-registration.ts';
import type { Answer, Call } from '../call.ts';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Store } from '../store.ts';

/** A call that has passed the door: the token is good and the scope granted. */
export interface RestCall {
  call: Call;
  store: Store;
  app: AppRegistration;
  clock: Clock;
  /** Captured parts of the path, in their order. */
  pathIds: number[];
  /** The JSON body of a write; empty for a read. */
  body: JsonObject;
  /** Dotted wire paths that BigCommerce takes but does not store, by fault. */
  fieldsNotStored: readonly string[];
}

type RestHandler = (rest: RestCall) => Answer;

export interface RestRoute {
  method: string;
  /** Below `/stores/{hash}`. */
  path: RegExp;
  /** Any one of them opens the route. */
  scopes: readonly string[];
  handle: RestHandler;
}
