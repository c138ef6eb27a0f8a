import { setTimeout as wait } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { sendAnswer, type Answer, type Call } from './call.ts';
import type { CallFaults, ContentCoding, FaultKind, Faults, FaultTarget } from './faults.ts';
import { parseJson, reshaped } from './json.ts';
import { rateLimitHeaders } from './rate-limit.ts';
import type { RequestRecord } from './request-record.ts';
import { errorAnswer } from './rest/errors.ts';
import { withRateLimitHeaders } from './rest/rest-server.ts';
import type { Store } from './store.ts';

export interface MachineCall {
  target: FaultTarget;
  storeHash: string | null;
  store: Store | undefined;
  call: Call;
  response: ServerResponse;
  /** Does the work and says what the platform would answer. */
  handle: (fieldsNotStored: readonly string[]) => Answer;
}

export interface MachineParts {
  faults: Faults;
  requests: RequestRecord;
  now: () => number;
}

/** One call of the REST API or the login server: recorded, put through the faults that match it, answered. */
export async function answerMachineCall(parts: MachineParts, machine: MachineCall): Promise<void> {
  const { call, storeHash, target, response } = machine;
  const recorded = parts.requests.add(parts.now(), storeHash, call);
  const faults = parts.faults.take(target, storeHash, call);
  const release = enterGroupReads(machine);
  machine.store?.traffic.begin();
  try {
    if (faults.latencyMs > 0) await wait(faults.latencyMs, undefined, { ref: false });
    const answer = release === null ? errorAnswer(call.path, 429) : decidedAnswer(parts, machine, faults);
    if (answer === null) return;
    if (faults.answerLatencyMs > 0) await wait(faults.answerLatencyMs, undefined, { ref: false });
    recorded?.answered(answer);
    deliver(response, answer, faults);
  } finally {
    release?.();
    machine.store?.traffic.end();
  }
}

/** The answer to send, or `null` where there is none to be had. */
function decidedAnswer(parts: MachineParts, machine: MachineCall, faults: CallFaults): Answer | null {
  const { deciding } = faults;
  if (deciding === null) return withWrongShapes(machine.handle(faults.fieldsNotStored), faults);
  const applied = isApplied(deciding) ? machine.handle(faults.fieldsNotStored) : null;
  if (deciding.kind === 'timeout') return null;
  if (deciding.kind === 'late-write') {
    workLate(machine, deciding, faults.fieldsNotStored);
    return null;
  }
  if (deciding.kind === 'cut' && deciding.at === 'before-headers') {
    machine.response.destroy();
    return null;
  }
  return faultyAnswer(parts, machine, deciding, applied);
}

/** Does the work after the connection was given up. */
function workLate(
  { response, handle }: MachineCall,
  { ms, cut }: Extract<FaultKind, { kind: 'late-write' }>,
  fieldsNotStored: readonly string[],
): void {
  response.once('close', () => {
    setTimeout(() => handle(fieldsNotStored), ms).unref();
  });
  if (cut === true) response.destroy();
}

/** A cut in the middle of the body, or a garbled one, is by its nature an answer to work that was done. */
function isApplied(fault: FaultKind): boolean {
  if (fault.kind === 'invalid-json') return fault.applied ?? true;
  if (fault.kind === 'cut') return fault.applied ?? fault.at === 'mid-body';
  return 'applied' in fault && fault.applied;
}

function faultyAnswer(
  parts: MachineParts,
  machine: MachineCall,
  fault: FaultKind,
  applied: Answer | null,
): Answer {
  const { call, store } = machine;
  const now = parts.now();
  if (fault.kind === 'rate-limited') return rateLimitedAnswer(machine, fault);
  if (fault.kind === 'status') {
    return withRateLimitHeaders(errorAnswer(call.path, fault.status, fault.title, fault.errors), store, now);
  }
  if (fault.kind === 'html') {
    return {
      status: fault.status ?? 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>',
    };
  }
  if (fault.kind === 'invalid-json') {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data": {"privacy_' };
  }
  return applied ?? errorAnswer(call.path, 500);
}

function rateLimitedAnswer(
  { call, store }: MachineCall,
  fault: Extract<FaultKind, { kind: 'rate-limited' }>,
): Answer {
  const answer = errorAnswer(call.path, fault.status ?? 429);
  if (fault.withoutHeaders === true) return answer;
  if (fault.retryAfter !== undefined)
    return { ...answer, headers: { ...answer.headers, 'retry-after': fault.retryAfter } };
  const { quota, windowMs } = store?.rateLimit ?? { quota: 150, windowMs: 30_000 };
  const headers = rateLimitHeaders({ left: 0, quota, windowMs, resetMs: fault.resetMs ?? 1000 });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function withWrongShapes(answer: Answer, faults: CallFaults): Answer {
  if (faults.wrongShapes.length === 0) return answer;
  const body = faults.wrongShapes.reduce(
    (shaped, { field, value }) => reshaped(shaped, field, value),
    parseJson(answer.body ?? ''),
  );
  return { ...answer, body: JSON.stringify(body) };
}

const encoders: Record<ContentCoding, (text: string) => Buffer> = {
  gzip: gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
};

function deliver(response: ServerResponse, answer: Answer, { deciding, prefix, encoding }: CallFaults): void {
  if (deciding?.kind !== 'cut') {
    const body = prefix + (answer.body ?? '');
    if (encoding === null || body === '') sendAnswer(response, { ...answer, body });
    else {
      const coding = encoding.withoutHeader ? {} : { 'content-encoding': encoding.coding };
      response.writeHead(answer.status, { ...answer.headers, ...coding });
      response.end(encoders[encoding.coding](body));
    }
    return;
  }
  const body = answer.body ?? '';
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(body) + 64 });
  response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.destroy());
}

const groupReads = new WeakMap<Store, number>();

/** BigCommerce takes so many reads of the customer groups at once; `null` where one more is too many. */
function enterGroupReads({ call, store }: MachineCall): (() => void) | null {
  if (store === undefined || !call.path.includes('/v2/customer_groups')) return () => undefined;
  const running = groupReads.get(store) ?? 0;
  if (running >= store.options.groupReadsAtOnce) return null;
  groupReads.set(store, running + 1);
  return () => groupReads.set(store, (groupReads.get(store) ?? 1) - 1);
}
