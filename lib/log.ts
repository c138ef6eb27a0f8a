import pino, { type Logger, stdTimeFunctions } from 'pino';
import { requestContext } from './server-state.ts';

/** Keys whose values are never logged, at any depth of an object: names of this code and of the wire. */
const secretKeys = [
  'accessToken',
  'access_token',
  'accessTokenJwe',
  'authorization',
  'Authorization',
  'client_secret',
  'clientSecret',
  'code',
  'cookie',
  'email',
  'password',
  'seal',
  'session',
  'signedPayload',
  'signed_payload_jwt',
  'x-auth-token',
  'X-Auth-Token',
];

const eMail = /[^\s"'<>()=,;:]+@[^\s"'<>()=,;]+/g;
const compactJose = /\beyJ[\w-]+(\.[\w-]*){1,4}/g;
const seal = /\bFe26\.[^\s"']+/g;
const query = /\?[^\s"']+/g;

/**
 * Removes from a text anything that could be an e-mail address, a signed payload, a sealed session or a query string,
 * because error messages of libraries can contain their input.
 */
export function scrub(text: string): string {
  return text
    .replace(compactJose, '[jose]')
    .replace(seal, '[seal]')
    .replace(eMail, '[e-mail]')
    .replace(query, '?[query]');
}

interface LoggableError {
  name: string;
  message: string;
  errorCode?: unknown;
  stack?: string[];
  cause?: LoggableError;
}

/**
 * Converts an error for the log: scrubbed message, stack frames, and its causes likewise. Properties that libraries
 * attach (claims, rows, bodies) are left out, because they can hold personal data.
 *
 * @param error anything that was thrown
 */
export function toLoggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an error object' };
  const loggable: LoggableError = { name: error.name, message: scrub(error.message) };
  if ('code' in error && typeof error.code === 'string') loggable.errorCode = error.code;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  if (frames) loggable.stack = frames.slice(0, 8).map((line) => scrub(line.trim()));
  if (error.cause !== undefined && depth < 3) loggable.cause = toLoggableError(error.cause, depth + 1);
  return loggable;
}

/**
 * Makes the log of this process: one JSON object on each line of standard output, secrets redacted by name and errors
 * by {@link toLoggableError}.
 *
 * @param level pino's level name
 * @param destination the output, standard output by default
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    // All lines that a request or background work leads to can be found by its id.
    mixin: () => {
      const context = requestContext.getStore();
      return context ? { requestId: context.requestId } : {};
    },
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`]), censor: '[redacted]' },
    serializers: { error: (error: unknown) => toLoggableError(error) },
  };
  return destination ? pino(options, destination) : pino(options);
}

export type Log = Logger;

function toText(part: unknown): string {
  if (typeof part === 'string') return scrub(part);
  return part instanceof Error ? JSON.stringify(toLoggableError(part)) : typeof part;
}

/**
 * Redirects the console to the log, because frameworks write addresses and errors that are not redacted to it.
 *
 * @param target the console, changed by this
 * @param log the log that receives the lines
 */
export function captureConsole(target: Pick<Console, 'log' | 'info' | 'warn' | 'error'>, log: Log): void {
  const levels = { log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;
  for (const [method, level] of Object.entries(levels) as [keyof typeof levels, 'info' | 'warn' | 'error'][])
    target[method] = (...parts: unknown[]) => {
      log[level]({ source: 'console' }, parts.map(toText).join(' '));
    };
}
