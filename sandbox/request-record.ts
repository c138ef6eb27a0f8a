import type { IncomingHttpHeaders } from 'node:http';
import type { Answer, Call } from './call.ts';
import { parseJson } from './json.ts';

/** One call of REST or of the login server, and how it was answered. */
export class RecordedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly storeHash: string | null;
  readonly headers: IncomingHttpHeaders;
  /** 0 where no answer was given: timed out, or cut before the headers. */
  status = 0;
  answerHeaders: Record<string, string> = {};
  answerText = '';
  readonly bodyText: string;
  #query: URLSearchParams;

  constructor(at: number, storeHash: string | null, call: Call) {
    this.at = at;
    this.storeHash = storeHash;
    this.method = call.method;
    this.path = call.path;
    this.headers = call.headers;
    this.bodyText = call.body;
    this.#query = call.query;
  }

  get query(): Record<string, string> {
    return Object.fromEntries(this.#query);
  }

  /** Parsed where it is JSON, `undefined` where there is none. */
  get body(): unknown {
    return parsed(this.bodyText);
  }

  get answer(): unknown {
    return parsed(this.answerText);
  }

  answered(answer: Answer): void {
    this.status = answer.status;
    this.answerHeaders = answer.headers ?? {};
    this.answerText = answer.body ?? '';
  }
}

function parsed(text: string): unknown {
  return text === '' ? undefined : (parseJson(text) ?? text);
}

export interface RequestFilter {
  storeHash?: string;
  method?: string;
  path?: string | RegExp;
}

/** The last so many requests. `keep = false` records nothing, for benchmarks. */
export class RequestRecord {
  keep: number | false = 2000;
  #requests: RecordedRequest[] = [];

  add(at: number, storeHash: string | null, call: Call): RecordedRequest | null {
    if (this.keep === false) return null;
    const request = new RecordedRequest(at, storeHash, call);
    this.#requests.push(request);
    // Dropping in bulk keeps the cost of one request constant.
    if (this.#requests.length > this.keep * 2) this.#requests = this.#requests.slice(-this.keep);
    return request;
  }

  list(filter: RequestFilter = {}): RecordedRequest[] {
    const kept = this.#requests.slice(-(this.keep === false ? 0 : this.keep));
    return kept.filter(
      (request) =>
        (filter.storeHash === undefined || filter.storeHash === request.storeHash) &&
        (filter.method === undefined || filter.method === request.method) &&
        matchesPath(filter.path, request.path),
    );
  }

  last(filter: RequestFilter = {}): RecordedRequest | undefined {
    return this.list(filter).at(-1);
  }

  clear(): void {
    this.#requests = [];
  }
}

function matchesPath(wanted: string | RegExp | undefined, path: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? path.includes(wanted) : wanted.test(path);
}
