import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { after } from 'next/server';
import { acceptsToken } from '@/lib/bigcommerce/accepts-token';
import { type BigCommerceClient, createBigCommerceClient } from '@/lib/bigcommerce/client';
import { createLoginClient } from '@/lib/bigcommerce/login';
import { createPayloadVerifier } from '@/lib/bigcommerce/signed-payload';
import {
  createStorefrontSettingsReader,
  type StorefrontSettingsReader,
} from '@/lib/bigcommerce/storefront-settings-reader';
import { createStorefrontFactsReader, type StorefrontFactsReader } from '@/lib/bigcommerce/storefront-facts';
import { traceCalls } from '@/lib/bigcommerce/traced-client';
import { createWebhookVerifier, type WebhookDependencies } from '@/lib/webhooks/webhook-event';
import type { CallbackDependencies } from '@/lib/callbacks/callback-dependencies';
import { createGrantExchange } from '@/lib/callbacks/grant-exchange';
import type { InstallationCheckDependencies } from '@/lib/callbacks/installation-checks';
import type { UninstallDependencies } from '@/lib/callbacks/uninstall';
import { createWebhookQueue, type Observe } from '@/lib/webhooks/webhook-queue';
import { createWebhookSubscriptions } from '@/lib/webhooks/webhook-subscriptions';
import { createLastSeen, type LastSeen } from '@/lib/changes/last-seen';
import { createLookAgain } from '@/lib/changes/look-again';
import { createNameCache, type NameCache } from '@/lib/changes/name-cache';
import { createSettingsObserver, type SettingsObserver } from '@/lib/changes/settings-observer';
import { createStorefrontScan, type StorefrontScan } from '@/lib/changes/storefront-scan';
import { type ClockOffsets, createClockOffsets } from '@/lib/clock-offsets';
import { openDatabase } from '@/lib/database/database';
import { createDatabaseClock } from '@/lib/database/database-clock';
import { sqlitePath } from '@/lib/database/engine';
import { rememberFile } from '@/lib/database/file-identity';
import { isOpenToOthers } from '@/lib/database/sqlite-file';
import { type Env, env } from '@/lib/env';
import { toAppError } from '@/lib/errors';
import { createExportTurns, type ExportTurns } from '@/lib/http/export-turns';
import { type CheckTurns, createCheckTurns } from '@/lib/policy-check/check-turns';
import { checkPolicyUrl, type ReachedPolicy } from '@/lib/policy-check/check-policy-url';
import { dialTestOrigin } from '@/lib/policy-check/dial';
import { createRoutes } from '@/lib/http/route';
import { createLog, type Log } from '@/lib/log';
import { requestContext, serverState } from '@/lib/server-state';
import { createAccessTokenCipher } from '@/lib/session/access-token-cipher';
import { deriveKeys } from '@/lib/session/keys';
import { createSessionSealer } from '@/lib/session/session-sealer';
import type { Scope } from '@/lib/settings/scope';
import { version } from '@/package.json';

/** The longest time that a stopping server waits for background work. Milliseconds. */
const stopLimitMs = 5_000;

async function withinLimit(work: () => Promise<void>): Promise<void> {
  const limit = new AbortController();
  const { signal } = limit;
  try {
    await Promise.race([work(), wait(stopLimitMs, undefined, { signal }).catch(() => undefined)]);
  } finally {
    limit.abort();
  }
}

/**
 * Runs work after the response was sent, which neither its duration nor its failure affects. A server that is stopped
 * finishes it, within limits.
 *
 * @param work started after the response
 * @param onFailure called with what it threw
 */
function runInBackground(work: () => Promise<void>, onFailure: (error: unknown) => void): void {
  after(() => withinLimit(work).catch(onFailure));
}

export interface Services extends CallbackDependencies, UninstallDependencies, WebhookDependencies {
  env: Env;
  log: Log;
  bigCommerce: BigCommerceClient;
  /** The offsets of the database's and BigCommerce's clocks from this server's. */
  clockOffsets: ClockOffsets;
  /** Plans a further read of a scope whose last read left fields undecided. */
  lookAgain: (scope: Scope, at: number) => void;
  /** All settings are read through it. */
  observer: SettingsObserver;
  storefrontReader: StorefrontSettingsReader;
  /** Facts of storefronts, besides their settings, for the checks. */
  storefrontFacts: StorefrontFactsReader;
  lastSeen: LastSeen;
  sweep: StorefrontScan;
  names: NameCache;
  /** The check for uninstalls whose callback was lost or was not signed by the owner. */
  installationChecks: InstallationCheckDependencies;
  /** Lets each person export one history at a time. */
  exportTurns: ExportTurns;
  /** Limits the checks of policy addresses. */
  checkTurns: CheckTurns;
  checkPolicyUrl: (url: string) => Promise<ReachedPolicy>;
  /** False once the database's file was deleted or replaced under the process. */
  isSameFile: () => Promise<boolean>;
}

interface Core extends Pick<
  Services,
  'log' | 'now' | 'database' | 'cipher' | 'bigCommerce' | 'observer' | 'storefrontReader'
> {
  environment: Env;
}

function createWebhookServices(core: Core) {
  const { environment, log, now, database, cipher, bigCommerce, observer, storefrontReader } = core;
  const observe: Observe = async (access, channelId, onBegin) => {
    await observer.observe(access, channelId, onBegin);
    if (channelId !== null) storefrontReader.forget(access.storeHash, channelId);
  };
  const warn = (message: string) => (storeHash: string, error: unknown) => {
    log.warn({ storeHash, errorCode: toAppError(error).code, error }, message);
  };
  return {
    webhooks: createWebhookSubscriptions({
      client: bigCommerce,
      destination: `${environment.APP_URL}/api/webhooks`,
      onRepair: (storeHash, repairs) => log.info({ storeHash, ...repairs }, 'webhooks repaired'),
      onFailure: warn('webhooks could not be looked after'),
    }),
    verifyWebhook: createWebhookVerifier({ clientSecrets: environment.CLIENT_SECRET, now }),
    webhookQueue: createWebhookQueue({
      database,
      cipher,
      observe,
      onFailure: ({ storeHash }, error) => {
        serverState.onMetric({ kind: 'webhooks', outcome: 'look_failed' });
        warn('settings could not be looked at')(storeHash, error);
      },
    }),
    inBackground: (work: () => Promise<void>) => {
      runInBackground(work, (error) => log.error({ error }, 'background work failed'));
    },
  };
}

/** How the app names itself to servers (RFC 9110 §10.1.5). */
function userAgentOf(environment: Env): string {
  return `customer-settings/${version} (+${new URL(environment.SUPPORT_URL).href})`;
}

/** A public address, which a sandbox answers every name with, so that its checks are judged like real ones. */
const sandboxAddress = '1.1.1.1';

/** Checks go to the internet, or in a sandbox to a server of its own. */
function createPolicyChecker(environment: Env): Services['checkPolicyUrl'] {
  const { POLICY_CHECK_TEST_ORIGIN: origin } = environment;
  const userAgent = userAgentOf(environment);
  const sandbox =
    origin === null ? {} : { resolve: async () => [sandboxAddress], dial: dialTestOrigin(origin) };
  return (url) => checkPolicyUrl(url, { userAgent, ...sandbox });
}

/** The clients of BigCommerce: its REST API and its login server. */
function createClients(environment: Env, log: Log, clockOffsets: ClockOffsets) {
  const userAgent = userAgentOf(environment);
  return {
    bigCommerce: traceCalls(
      createBigCommerceClient({
        apiUrl: environment.BIGCOMMERCE_API_URL,
        userAgent,
        onClockOffset: (offsetMs) => clockOffsets.report('bigCommerce', offsetMs),
        onRetry: (event) => {
          serverState.onMetric({
            kind: 'bigcommerce_retries',
            outcome: event.status === null ? 'network' : String(event.status),
          });
          log.info(event, 'BigCommerce is asked again');
        },
      }),
    ),
    login: createLoginClient({
      loginUrl: environment.BIGCOMMERCE_LOGIN_URL,
      userAgent,
      clientId: environment.CLIENT_ID,
      clientSecret: environment.CLIENT_SECRET[0] ?? '',
      redirectUri: `${environment.APP_URL}/auth`,
    }),
  };
}

/** The app makes its file readable for its own user only, but may not be allowed to where another user owns it. */
async function warnOfReaders(url: string, log: Log): Promise<void> {
  const path = sqlitePath(url);
  if (path !== null && (await isOpenToOthers(path)))
    log.warn(
      { event: 'database_open_to_others' },
      'other users of this machine may read the database file: give it to the user that runs the app, with mode 0600',
    );
}

async function openLoggedDatabase(environment: Env, log: Log): Promise<Services['database']> {
  const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = environment;
  const database = await openDatabase(url, {
    poolSize,
    onMigrated: ({ done, newer }) => {
      if (done[0]?.startsWith('0001') === true)
        log.info({ event: 'new_database' }, 'new database: no store has the app installed yet');
      else if (done.length > 0) log.info({ migrations: done }, 'database migrated');
      if (newer.length > 0)
        log.info({ event: 'newer_database', migrations: newer }, 'a later release has added to the database');
    },
  });
  await warnOfReaders(url, log);
  return database;
}

function createInstallationChecks(
  { database, cipher, bigCommerce, log }: Pick<Services, 'database' | 'cipher' | 'bigCommerce' | 'log'>,
  now: () => number,
): InstallationCheckDependencies {
  return {
    database,
    cipher,
    now,
    acceptsToken: (access) => acceptsToken(bigCommerce, access),
    onChecked: (storeHash, reason, outcome) => {
      serverState.onMetric({ kind: 'uninstall_checks', outcome: `${reason}_${outcome}` });
      const facts = { event: 'uninstall_checked', storeHash, reason, outcome };
      log.warn(facts, 'BigCommerce was asked whether the app is still installed');
    },
  };
}

/** Reports the levels of this process to the metrics. */
function reportLevels({
  bigCommerce,
  webhookQueue,
  clockOffsets,
}: Pick<Services, 'bigCommerce' | 'webhookQueue' | 'clockOffsets'>): void {
  const { levels } = serverState;
  levels.set('bigcommerce_calls_in_flight', () => ({ '': bigCommerce.gate.levels().inFlight }));
  levels.set('bigcommerce_calls_waiting', () => ({ '': bigCommerce.gate.levels().waiting }));
  levels.set('bigcommerce_breakers', () => bigCommerce.gate.levels().breakers);
  levels.set('webhook_looks_waiting', () => ({ '': webhookQueue.size() }));
  levels.set('leases', () => ({ '': serverState.leases }));
  levels.set('database_connections', () => {
    const pools = [...serverState.pools].map((read) => read());
    const sum = (name: 'idle' | 'total' | 'waiting') => pools.reduce((all, pool) => all + pool[name], 0);
    return { busy: sum('total') - sum('idle'), idle: sum('idle'), waiting: sum('waiting') };
  });
  levels.set('clock_offset_seconds', () => {
    const seen = Object.entries(clockOffsets.current().offsetsMs).filter(([, offset]) => offset !== null);
    return Object.fromEntries(seen.map(([clock, offset]) => [clock, Number(offset) / 1_000]));
  });
}

async function createServices(environment: Env): Promise<Services> {
  const { CLIENT_ID: clientId, CLIENT_SECRET: clientSecrets } = environment;
  const log = createLog(environment.LOG_LEVEL);
  const keys = deriveKeys(environment.SESSION_SECRET);
  const clockOffsets = createClockOffsets(log);
  const { bigCommerce, login } = createClients(environment, log, clockOffsets);
  const database = await openLoggedDatabase(environment, log);
  const { now } = await createDatabaseClock(database, {
    onOffset: (offsetMs) => clockOffsets.report('database', offsetMs),
  });
  const isSameFile = await rememberFile(environment.DATABASE_URL);
  const cipher = createAccessTokenCipher(keys);
  const lookAgain = createLookAgain({ look: (scope) => webhookServices.webhookQueue.look(scope), now });
  const lastSeen = createLastSeen(now);
  const observer = lastSeen.noting(createSettingsObserver({ database, now, lookAgain, bigCommerce, log }));
  const storefrontReader = createStorefrontSettingsReader(bigCommerce, observer);
  const webhookServices = createWebhookServices({
    environment,
    log,
    now,
    database,
    cipher,
    bigCommerce,
    observer,
    storefrontReader,
  });
  reportLevels({ bigCommerce, webhookQueue: webhookServices.webhookQueue, clockOffsets });
  return {
    ...webhookServices,
    env: environment,
    log,
    now,
    clockOffsets,
    lookAgain,
    database,
    bigCommerce,
    observer,
    storefrontReader,
    storefrontFacts: createStorefrontFactsReader(bigCommerce),
    lastSeen,
    sweep: createStorefrontScan({ database, storefrontReader, lastSeen, now, log }),
    names: createNameCache({ database, log }),
    login,
    verifyPayload: createPayloadVerifier({ clientId, clientSecrets, now }),
    grantExchange: createGrantExchange(),
    callerAddress: () =>
      environment.TRUSTED_ADDRESS_HEADER === null ? null : (requestContext.getStore()?.address ?? null),
    cipher,
    sealer: createSessionSealer(keys, now),
    isSameFile,
    exportTurns: createExportTurns(),
    checkTurns: createCheckTurns(now),
    checkPolicyUrl: createPolicyChecker(environment),
    installationChecks: createInstallationChecks({ database, cipher, bigCommerce, log }, now),
  };
}

/** Next.js bundles pages, routes and the proxy apart; they share one set of services through the process. */
const shared = globalThis as { customerSettingsServices?: Services };

/**
 * Makes the services of this process, with a migrated database, before the first request needs them.
 *
 * @throws {EnvironmentError} when the environment is faulty
 * @throws {AppError} `database_unavailable`
 */
export async function startServices(): Promise<Services> {
  shared.customerSettingsServices ??= await createServices(env());
  return shared.customerSettingsServices;
}

/** The services of this process. */
export function getServices(): Services {
  if (!shared.customerSettingsServices) throw new Error('the server was not started');
  return shared.customerSettingsServices;
}

export const { storeRoute, publicRoute } = createRoutes(getServices);
