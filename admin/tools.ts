import { access } from 'node:fs/promises';
import { type BigCommerceClient, createBigCommerceClient } from '../lib/bigcommerce/client';
import { createDatabase, type Database } from '../lib/database/database';
import { readSchemaState } from '../lib/database/schema-state';
import { migrationTimeLimits } from '../lib/database/time-limits';
import { type Env, EnvironmentError, parseEnv } from '../lib/env';
import { toLoggableError } from '../lib/log';
import { type AccessTokenCipher, createAccessTokenCipher } from '../lib/session/access-token-cipher';
import { deriveKeys } from '../lib/session/keys';
import { createWebhookSubscriptions, type WebhookSubscriptions } from '../lib/webhooks/webhook-subscriptions';
import packageFile from '../package.json' with { type: 'json' };
import { CommandError } from './outcome';
import { text } from './texts';

/** The database and the clients that commands use. */
export interface AdminTools {
  environment: Env;
  database: Database;
  cipher: AccessTokenCipher;
  bigCommerce: BigCommerceClient;
  webhooks: WebhookSubscriptions;
}

/** The reason of a failure and what caused it, without what libraries attach to their errors. */
export function reasonOf(error: unknown): string {
  const { message, cause } = toLoggableError(error);
  return cause ? `${message} (${cause.message})` : message;
}

/** Variables by name, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment that the app would start with.
 *
 * @throws {CommandError} with all faults
 */
export function readEnvironment(variables: Variables): Env {
  try {
    return parseEnv(variables);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    throw new CommandError(text('failed.environment', { reason: error.message }), 1, error);
  }
}

/** SQLite would make a file that is missing. */
async function assertFile(url: string): Promise<void> {
  if (!url.startsWith('sqlite:')) return;
  try {
    await access(url.slice('sqlite:'.length));
  } catch (cause) {
    throw new CommandError(text('failed.newDatabase'), 1, cause);
  }
}

/**
 * Opens the database beside running servers: nothing is created and nothing migrated.
 *
 * @throws {CommandError} where it does not serve
 */
export async function openExisting({ DATABASE_URL: url }: Env): Promise<Database> {
  await assertFile(url);
  return createDatabase(url, migrationTimeLimits);
}

async function assertSchema(database: Database): Promise<void> {
  const { missing, unknown } = await readSchemaState(database).catch((cause: unknown) => {
    throw new CommandError(text('failed.database', { reason: reasonOf(cause) }), 1, cause);
  });
  if (missing.length === 0 && unknown.length === 0) return;
  const counts = { missing: missing.length, unknown: unknown.length };
  throw new CommandError(text('failed.schema', counts));
}

/** The client that the app calls BigCommerce with, and what commands need around it. */
function createTools(environment: Env, database: Database): AdminTools {
  const bigCommerce = createBigCommerceClient({
    apiUrl: environment.BIGCOMMERCE_API_URL,
    userAgent: `customer-settings-admin/${packageFile.version}`,
  });
  return {
    environment,
    database,
    bigCommerce,
    cipher: createAccessTokenCipher(deriveKeys(environment.SESSION_SECRET)),
    webhooks: createWebhookSubscriptions({
      client: bigCommerce,
      destination: `${environment.APP_URL}/api/webhooks`,
      onFailure: (storeHash, error) => {
        process.stderr.write(`${storeHash}: ${reasonOf(error)}\n`);
      },
    }),
  };
}

/**
 * Runs a command with what it works with, and closes that again.
 *
 * @throws {CommandError} where the environment or the database does not serve; whatever `work` throws
 */
export async function withTools<Result>(
  variables: Variables,
  work: (tools: AdminTools) => Promise<Result>,
): Promise<Result> {
  const environment = readEnvironment(variables);
  const database = await openExisting(environment);
  try {
    await assertSchema(database);
    const tools = createTools(environment, database);
    try {
      return await work(tools);
    } finally {
      await tools.bigCommerce.close();
    }
  } finally {
    await database.destroy();
  }
}
