import { request } from 'undici';
import { toleratedOffsetMs } from '../../lib/clock-offsets';
import type { Database } from '../../lib/database/database';
import { createDatabaseClock } from '../../lib/database/database-clock';
import { readSchemaState } from '../../lib/database/schema-state';
import { probeWriting } from '../../lib/database/ping';
import type { Env } from '../../lib/env';
import { CommandError, done, exitCodes, type Outcome } from '../outcome';
import { text, toTable } from '../texts';
import { openExisting, readEnvironment, reasonOf, type Variables } from '../tools';

type CheckName =
  'configuration' | 'database' | 'schema' | 'clock' | 'api' | 'login' | 'callbacks' | 'webhooks';

/** The result of one check, in words. */
interface Finding {
  check: CheckName;
  state: 'ok' | 'warning' | 'fault';
  detail: string;
}

const answerLimitMs = 5_000;

const callbackPaths = ['/auth', '/load', '/uninstall', '/remove_user'] as const;

const ok = (check: CheckName, detail: string): Finding => ({ check, state: 'ok', detail });
const fault = (check: CheckName, detail: string): Finding => ({ check, state: 'fault', detail });

function judgeClock(clock: 'database' | 'bigCommerce', offsetMs: number): Finding {
  const facts = { clock, seconds: (offsetMs / 1_000).toFixed(1) };
  if (Math.abs(offsetMs) <= toleratedOffsetMs) return ok('clock', text('check.clockOffset', facts));
  return fault('clock', text('check.clockOff', facts));
}

async function checkSchema(database: Database): Promise<Finding> {
  const { missing, unknown } = await readSchemaState(database);
  if (unknown.length > 0) return fault('schema', text('check.schemaUnknown', { count: unknown.length }));
  if (missing.length === 0) return ok('schema', text('check.schemaCurrent'));
  const detail = text('check.schemaMissing', { count: missing.length });
  return { check: 'schema', state: 'warning', detail };
}

async function checkDatabaseClock(database: Database): Promise<Finding> {
  let offset = 0;
  const clock = await createDatabaseClock(database, { onOffset: (offsetMs) => (offset = offsetMs) });
  clock.stop();
  return judgeClock('database', offset);
}

/** A table is needed to write to, so the schema comes first. */
async function checkOpenDatabase(database: Database, engine: string): Promise<Finding[]> {
  const findings = [await checkSchema(database)];
  if (findings.every(({ state }) => state === 'ok')) await probeWriting(database, answerLimitMs);
  return [
    ok('database', text('check.databaseWrites', { engine })),
    ...findings,
    await checkDatabaseClock(database),
  ];
}

async function checkDatabase(environment: Env): Promise<Finding[]> {
  const engine = environment.DATABASE_URL.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL';
  try {
    const database = await openExisting(environment);
    try {
      return await checkOpenDatabase(database, engine);
    } finally {
      await database.destroy();
    }
  } catch (error) {
    const detail = error instanceof CommandError ? error.message : reasonOf(error);
    return [fault('database', detail)];
  }
}

async function ask(url: string, method: 'GET' | 'POST' = 'GET') {
  const signal = AbortSignal.timeout(answerLimitMs);
  const { statusCode, headers, body } = await request(url, { method, signal });
  await body.dump();
  return { status: statusCode, headers };
}

/** Any answer will do: without a token BigCommerce refuses, which shows that it is there. */
async function checkBigCommerce(check: 'api' | 'login', origin: string): Promise<Finding[]> {
  try {
    const { headers } = await ask(`${origin}/`);
    const date = Date.parse(String(headers.date));
    const clock =
      check === 'api' && !Number.isNaN(date) ? [judgeClock('bigCommerce', date - Date.now())] : [];
    return [ok(check, text('check.reachable', { origin })), ...clock];
  } catch (error) {
    return [fault(check, text('check.unreachable', { origin, reason: reasonOf(error) }))];
  }
}

/** Callbacks without a payload, and webhooks without a signature, are refused by this app with its own header. */
async function findWrongPath(origin: string, path: string, method: 'GET' | 'POST'): Promise<string | null> {
  try {
    const { status, headers } = await ask(`${origin}${path}`, method);
    const isOurs = headers['x-request-id'] !== undefined && status >= 300 && status < 500 && status !== 404;
    return isOurs ? null : text('check.notOurs', { status: String(status) });
  } catch (error) {
    return reasonOf(error);
  }
}

async function checkCallbacks(origin: string): Promise<Finding> {
  for (const path of callbackPaths) {
    const reason = await findWrongPath(origin, path, 'GET');
    if (reason !== null) return fault('callbacks', text('check.callbackWrong', { path, origin, reason }));
  }
  return ok('callbacks', text('check.callbacksAnswer', { origin }));
}

async function checkWebhooks(origin: string): Promise<Finding> {
  const path = '/api/webhooks';
  const reason = await findWrongPath(origin, path, 'POST');
  if (reason !== null) return fault('webhooks', text('check.callbackWrong', { path, origin, reason }));
  const { protocol, port } = new URL(origin);
  if (protocol === 'https:' && port === '') return ok('webhooks', text('check.webhooksAnswer'));
  return { check: 'webhooks', state: 'warning', detail: text('check.webhooksPort', { origin }) };
}

async function findAll(variables: Variables): Promise<Finding[]> {
  let environment: Env;
  try {
    environment = readEnvironment(variables);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [fault('configuration', error.message)];
  }
  const { APP_URL: origin, CLIENT_SECRET: clientSecrets, SESSION_SECRET: sessionSecrets } = environment;
  const secrets = { count: sessionSecrets.length, clientCount: clientSecrets.length };
  const findings = await Promise.all([
    checkDatabase(environment),
    checkBigCommerce('api', environment.BIGCOMMERCE_API_URL),
    checkBigCommerce('login', environment.BIGCOMMERCE_LOGIN_URL),
    checkCallbacks(origin),
    checkWebhooks(origin),
  ]);
  return [ok('configuration', text('check.secrets', secrets)), ...findings.flat()];
}

/** `check`: everything that has to be right before stores can work with the app. */
export async function checkAll(variables: Variables): Promise<Outcome> {
  const findings = await findAll(variables);
  const rows = findings.map(({ check, state, detail }) => [
    text(`check.state.${state}`),
    text(`check.names.${check}`),
    detail,
  ]);
  const isFaulty = findings.some(({ state }) => state === 'fault');
  return done({ findings }, toTable(rows), isFaulty ? exitCodes.fault : exitCodes.done);
}
