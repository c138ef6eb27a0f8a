import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { type AppServer, freePort, startApp } from './app-server.ts';

export const clientId = 'customer-settings-client-id';
export const clientSecret = 'customer-settings-client-secret-1f0c4e';
export const sessionSecret = 'session-secret-of-the-tests-9d2f7b64c1e8';

const oauthScopes = [
  'store_v2_customers',
  'store_channel_settings_read_only',
  'store_v2_information_read_only',
  'store_sites_read_only',
];

export interface WorldOptions {
  /** A fresh SQLite file where left out. */
  databaseUrl?: string;
  /** Further variables of the app's environment. */
  environment?: Record<string, string>;
  sandboxPort?: number;
  appPort?: number;
}

/** A BigCommerce and the app, each knowing the other's address. */
export interface World {
  sandbox: Sandbox;
  app: AppServer;
  environment: Record<string, string>;
  /** Ends the app's process, if it still runs, and starts another one on the same port and database. */
  restartApp(environment?: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a sandbox and the built app against it.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const appPort = options.appPort ?? (await freePort());
  const appUrl = `http://localhost:${appPort}`;
  const sandbox = await startSandbox({
    port: options.sandboxPort ?? 0,
    app: { clientId, clientSecret, url: appUrl, name: 'Customer Settings', scopes: [...oauthScopes] },
    quiet: true,
  });
  const folder = mkdtempSync(join(tmpdir(), 'customer-settings-'));
  const environment: Record<string, string> = {
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    APP_URL: appUrl,
    SESSION_SECRET: sessionSecret,
    DATABASE_URL: options.databaseUrl ?? `sqlite:${join(folder, 'customer-settings.sqlite')}`,
    BIGCOMMERCE_API_URL: sandbox.url,
    BIGCOMMERCE_LOGIN_URL: sandbox.url,
    CONTROL_PANEL_ORIGIN: sandbox.controlPanelOriginPattern,
    POLICY_CHECK_TEST_ORIGIN: sandbox.url,
    SUPPORT_URL: 'https://support.example.com/',
    LOG_LEVEL: 'debug',
    ...options.environment,
  };
  const world: World = {
    sandbox,
    environment,
    app: await startApp(environment, appPort),
    async restartApp(changed = {}) {
      await world.app.stop();
      world.app = await startApp({ ...environment, ...changed }, appPort);
    },
    async stop() {
      await world.app.stop();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
