/** Documented in `npm run admin -- --help` and docs/operations.md: scripts depend on them. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notFound: 3, fault: 4 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The result of a command: `data` for programs, `text` for people. */
export interface Outcome {
  data: unknown;
  text: string;
  exitCode: ExitCode;
  /** JSON that is too large for the memory, in place of `data` and `text`. */
  parts?: AsyncIterable<string>;
}

/** A command that was not carried out, with the reason in words. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.failed, cause?: unknown) {
    super(message, { cause });
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

export function done(data: unknown, text: string, exitCode: ExitCode = exitCodes.done): Outcome {
  return { data, text, exitCode };
}
