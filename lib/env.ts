import { z } from 'zod';
import { limits } from './limits.ts';

/** The shortest accepted secret, in characters. Shorter readable text cannot hold 128 bits of randomness. */
const secretMinLength = 32;

const localHostnames = new Set(['localhost', '127.0.0.1', '[::1]']);

function isLocal(url: URL): boolean {
  return localHostnames.has(url.hostname) || url.hostname.endsWith('.localhost');
}

/** An origin without path: https, or http where the host is this machine. */
const originUrl = z.string().transform((value, context) => {
  const url = URL.parse(value);
  if (url === null) context.addIssue('is not a URL');
  else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url)))
    context.addIssue('must begin with https:// (http:// is allowed for localhost only)');
  else if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    context.addIssue('must be an origin, without path, query or credentials');
  return url?.origin ?? z.NEVER;
});

/** The origin of a server of this machine, without TLS. */
const loopbackOrigin = originUrl.refine(
  (origin) => origin.startsWith('http:') && isLocal(new URL(origin)),
  'must be an http:// origin of this machine',
);

const linkUrl = z
  .string()
  .refine(
    (value) => ['https:', 'http:', 'mailto:'].includes(URL.parse(value)?.protocol ?? ''),
    'must be an https:, http: or mailto: address',
  );

/** Secrets behind one another, newest first: one is rotated by putting its successor in front of it. */
function secretList(minLength: number, tooShort: string) {
  return z
    .string()
    .transform((value) => value.split(',').map((secret) => secret.trim()))
    .refine((secrets) => secrets.every((secret) => secret.length >= minLength), tooShort)
    .refine((secrets) => new Set(secrets).size === secrets.length, 'holds the same secret twice');
}

/** The origin of each store's control panel. A wildcard would let every store frame the pages of every other. */
const originPattern = z
  .string()
  .regex(
    /^https?:\/\/[a-z0-9-]*\{hash\}[a-z0-9.-]*(:\d+)?$/i,
    'must be an origin with {hash} in it, such as https://store-{hash}.mybigcommerce.com',
  );

const databaseUrl = z
  .string()
  .refine((value) => /^(sqlite:.|postgres(ql)?:\/\/.)/.test(value), 'must begin with sqlite: or postgres://');

/** One connection a server serves, if slowly; PostgreSQL itself takes 100 in all unless told otherwise. */
const poolSize = z
  .string()
  .refine(
    (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= 100,
    'must be a whole number from 1 to 100',
  )
  .transform(Number);

const drainSeconds = z
  .string()
  .refine(
    (value) => /^\d{1,2}$/.test(value) && Number(value) <= limits.drainMaxS,
    `must be a whole number of seconds from 0 to ${limits.drainMaxS}`,
  )
  .transform(Number);

const headerName = z
  .string()
  .regex(/^[\w-]+$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase());

const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a port')
  .transform(Number);

const schema = z.object({
  CLIENT_ID: z.string().min(1, 'must not be empty'),
  CLIENT_SECRET: secretList(1, 'has a comma with no secret before or after it'),
  APP_URL: originUrl,
  SESSION_SECRET: secretList(secretMinLength, `each secret must have at least ${secretMinLength} characters`),
  DATABASE_URL: databaseUrl.default('sqlite:./data/customer-settings.sqlite'),
  DATABASE_POOL_SIZE: poolSize.default(10),
  BIGCOMMERCE_API_URL: originUrl.default('https://api.bigcommerce.com'),
  BIGCOMMERCE_LOGIN_URL: originUrl.default('https://login.bigcommerce.com'),
  CONTROL_PANEL_ORIGIN: originPattern.default('https://store-{hash}.mybigcommerce.com'),
  POLICY_CHECK_TEST_ORIGIN: loopbackOrigin.nullable().default(null),
  TEST_MESSAGES_FILE: z.string().nullable().default(null),
  SUPPORT_URL: linkUrl.default('https://support.bigcommerce.com/'),
  TRUSTED_ADDRESS_HEADER: headerName.nullable().default(null),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be a URL').nullable().default(null),
  METRICS_PORT: port.nullable().default(null),
  METRICS_TOKEN: z
    .string()
    .min(secretMinLength, `must have at least ${secretMinLength} characters`)
    .nullable()
    .default(null),
  DRAIN_SECONDS: drainSeconds.default(limits.drainDefaultS),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Variables for tests against a sandbox only, where BigCommerce is local as well. */
const sandboxOnly = ['POLICY_CHECK_TEST_ORIGIN', 'TEST_MESSAGES_FILE'] as const;

const checkedSchema = schema.superRefine((given, context) => {
  if (isLocal(new URL(given.BIGCOMMERCE_API_URL))) return;
  for (const name of sandboxOnly)
    if (given[name] !== null)
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'is allowed only where BIGCOMMERCE_API_URL is this machine',
      });
});

export type Env = Readonly<z.infer<typeof schema>>;

/** The error with all faults of an environment, one on each line, by name and never with a value. */
export class EnvironmentError extends Error {
  readonly faults: string[];

  constructor(faults: string[]) {
    super(
      `The environment is not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}\nSee .env.example.`,
    );
    this.name = 'EnvironmentError';
    this.faults = faults;
  }
}

/**
 * Reads and checks an environment. An empty value counts as absent, because shells and compose files cannot leave it
 * out.
 *
 * @param source variables by name, as in `process.env`
 * @returns a frozen object with defaults filled in
 * @throws {EnvironmentError} with all faults, none of which repeats a value
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = checkedSchema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  const faults = result.error.issues.map(({ path, code, message }) => {
    const name = path.join('.');
    const absent = code === 'invalid_type' && given[name] === undefined;
    return `${name}: ${absent ? 'is required' : message}`;
  });
  throw new EnvironmentError([...new Set(faults)]);
}

/**
 * The database of this process's environment, for commands that need nothing else of it.
 *
 * @throws {EnvironmentError} when it is faulty
 */
export function databaseUrlOfEnvironment(): string {
  const result = schema.pick({ DATABASE_URL: true }).safeParse({
    DATABASE_URL: process.env.DATABASE_URL === '' ? undefined : process.env.DATABASE_URL,
  });
  if (result.success) return result.data.DATABASE_URL;
  throw new EnvironmentError(result.error.issues.map(({ message }) => `DATABASE_URL: ${message}`));
}

/**
 * The file whose messages are shown instead of every language's, in tests only: {@link parseEnv} refuses it elsewhere.
 *
 * @returns a path, `null` where the app shows its own messages
 */
export function testMessagesFileOfEnvironment(): string | null {
  const file = process.env.TEST_MESSAGES_FILE ?? '';
  return file === '' ? null : file;
}

let parsed: Env | undefined;

/**
 * The environment of this process, parsed on first use, because a build has no secrets.
 *
 * @throws {EnvironmentError} when it is faulty
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
