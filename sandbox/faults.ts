import type { Call } from './call.ts';

export type FaultTarget = 'api' | 'login';

export interface FaultMatch {
  storeHash?: string;
  method?: string;
  /** A prefix of the path, or of the path below `/stores/{hash}`; or a pattern for the whole path. */
  path?: string | RegExp;
  target?: FaultTarget;
}

/** `applied`: BigCommerce did the work, and only the answer went wrong. */
export type FaultKind =
  /** `after`: the work is done at once, so that the response shows the state of that moment. */
  | { kind: 'latency'; ms: number; after?: boolean }
  /** `retryAfter`: the only header that says how long to wait. `status`: 509 was BigCommerce's answer before 429. */
  | {
      kind: 'rate-limited';
      resetMs?: number;
      withoutHeaders?: boolean;
      retryAfter?: string;
      status?: 429 | 509;
    }
  | { kind: 'status'; status: number; title?: string; errors?: Record<string, string>; applied?: boolean }
  | { kind: 'timeout'; applied?: boolean }
  | { kind: 'cut'; at: 'before-headers' | 'mid-body'; applied?: boolean }
  /**
   * Not answered; the work is done so many milliseconds after the caller gave the connection up, or after the platform
   * cut it (`cut`).
   */
  | { kind: 'late-write'; ms: number; cut?: boolean }
  | { kind: 'invalid-json'; applied?: boolean }
  | { kind: 'html'; status?: number; applied?: boolean }
  /** `field`: dotted wire path such as `privacy_settings.policy_url`. */
  | { kind: 'field-not-stored'; field: string }
  /** `field`: dotted path in the answer such as `data.privacy_settings.policy_url`. */
  | { kind: 'wrong-shape'; field: string; value?: unknown }
  /** Left out of the answer. `field`: as for a wrong shape. */
  | { kind: 'missing'; field: string }
  /** Compressed although the request does not accept it. */
  | { kind: 'encoded'; coding: ContentCoding; withoutHeader?: boolean }
  /** Text before the answer's own: a byte order mark, or a notice of the server. */
  | { kind: 'prefixed'; text: string };

export type ContentCoding = 'gzip' | 'br' | 'deflate';

export type Fault = FaultKind & { match?: FaultMatch; times?: number };

/** The faults that apply to one call. */
export interface CallFaults {
  latencyMs: number;
  /** Between the work and its answer. */
  answerLatencyMs: number;
  /** The one fault that decides about the answer. */
  deciding: FaultKind | null;
  fieldsNotStored: string[];
  /** A field without a value is left out of the answer. */
  wrongShapes: { field: string; value?: unknown }[];
  prefix: string;
  encoding: Extract<FaultKind, { kind: 'encoded' }> | null;
}

function noFaults(): CallFaults {
  return {
    latencyMs: 0,
    answerLatencyMs: 0,
    deciding: null,
    fieldsNotStored: [],
    wrongShapes: [],
    prefix: '',
    encoding: null,
  };
}

export class Faults {
  #faults: { fault: Fault; left: number }[] = [];

  /** Sets a fault; the function returned takes it back. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Infinity };
    this.#faults.push(entry);
    return () => {
      this.#faults = this.#faults.filter((other) => other !== entry);
    };
  }

  clear(): void {
    this.#faults = [];
  }

  list(): Fault[] {
    return this.#faults.map((entry) => entry.fault);
  }

  removeAt(index: number): void {
    this.#faults.splice(index, 1);
  }

  /** The faults of this call; each one with a number of times loses one. */
  take(target: FaultTarget, storeHash: string | null, call: Call): CallFaults {
    const taken = noFaults();
    for (const entry of this.#faults) {
      if (!matches(entry.fault.match, target, storeHash, call)) continue;
      if (addTo(taken, entry.fault, call)) entry.left -= 1;
    }
    this.#faults = this.#faults.filter((entry) => entry.left > 0);
    return taken;
  }
}

function addTo(taken: CallFaults, fault: Fault, call: Call): boolean {
  if (fault.kind === 'latency') taken[fault.after ? 'answerLatencyMs' : 'latencyMs'] += fault.ms;
  else if (fault.kind === 'wrong-shape') {
    const { field, value = { unexpected: true } } = fault;
    taken.wrongShapes.push({ field, value });
  } else if (fault.kind === 'missing') taken.wrongShapes.push({ field: fault.field });
  else if (fault.kind === 'prefixed') taken.prefix += fault.text;
  else if (fault.kind === 'encoded') taken.encoding = fault;
  else if (fault.kind === 'field-not-stored') {
    if (call.method !== 'PUT') return false;
    taken.fieldsNotStored.push(fault.field);
  } else {
    if (taken.deciding !== null) return false;
    taken.deciding = fault;
  }
  return true;
}

function matches(
  match: FaultMatch | undefined,
  target: FaultTarget,
  storeHash: string | null,
  call: Call,
): boolean {
  if (match === undefined) return true;
  return (
    (match.target === undefined || match.target === target) &&
    (match.storeHash === undefined || match.storeHash === storeHash) &&
    (match.method === undefined || match.method.toUpperCase() === call.method) &&
    matchesPath(match.path, call.path)
  );
}

function matchesPath(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  if (wanted instanceof RegExp) return wanted.test(path);
  return path.startsWith(wanted) || path.replace(/^\/stores\/[^/]+/, '').startsWith(wanted);
}
