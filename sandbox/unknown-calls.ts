import type { Call } from './call.ts';

/** Calls that the sandbox has no answer for: a test that made one has left the known platform, and must fail. */
export class UnknownCalls {
  #calls: string[] = [];

  add(call: Call): void {
    this.#calls.push(`${call.method} ${call.path}`);
  }

  list(): string[] {
    return [...this.#calls];
  }

  clear(): void {
    this.#calls = [];
  }

  assertNone(): void {
    if (this.#calls.length === 0) return;
    throw new Error(`The sandbox was asked for what it does not know:\n${this.#calls.join('\n')}`);
  }
}
