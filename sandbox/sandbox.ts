import type { AppRegistration } from './app-registration.ts';
import { Callbacks, type AppAnswer, type AuthUrlOptions, type CodeOptions } from './callbacks.ts';
import { createClock, type Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { answerRequest } from './front-door.ts';
import { GrantCodes } from './grant-codes.ts';
import { listen } from './listener.ts';
import { RequestRecord } from './request-record.ts';
import type { InstallOutcome, SandboxParts } from './sandbox-parts.ts';
import { seedStores } from './seed-stores.ts';
import type { SignOptions } from './signed-payload.ts';
import { Stores } from './stores.ts';
import { UnknownCalls } from './unknown-calls.ts';
import { Webhooks } from './webhooks.ts';

export type { Fault, FaultKind } from './faults.ts';
export type { RecordedRequest } from './request-record.ts';
export type { SignOptions } from './signed-payload.ts';
export type { Store, StoreOptions } from './store.ts';
export { createChannel, createGroup, createUser } from './seed-stores.ts';

export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  app: AppRegistration;
  /** Milliseconds; `Date.now` where left out. */
  now?: () => number;
  seed?: 'default' | 'empty';
  /** Do not print the address. */
  quiet?: boolean;
}

export interface Sandbox {
  /** Home page, and base of the REST API (`/stores/{hash}/v3/…`) and of the login server (`/oauth2/token`). */
  url: string;
  port: number;
  app: AppRegistration;
  stores: Stores;
  faults: Faults;
  requests: RequestRecord;
  webhooks: Webhooks;
  clock: Clock;
  installOutcomes: InstallOutcome[];
  unknownCalls: string[];
  assertNoUnknownCalls(): void;
  controlPanelUrl(storeHash: string, path?: string): string;
  /** The origin of a store's control panel, with `{hash}` where the store's hash stands. */
  controlPanelOriginPattern: string;
  signPayload(storeHash: string, options?: SignOptions): Promise<string>;
  createCode(storeHash: string, options?: CodeOptions): string;
  callbacks: {
    authUrl(storeHash: string, options?: AuthUrlOptions): string;
    loadUrl(storeHash: string, userId?: number, options?: SignOptions): Promise<string>;
    uninstall(storeHash: string, userId?: number): Promise<AppAnswer>;
    removeUser(storeHash: string, userId: number): Promise<AppAnswer>;
  };
  close(): Promise<void>;
}

/** Starts a BigCommerce on this machine: login server, REST API, control panels and webhooks, on one port. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const parts = createParts(options);
  if (options.seed !== 'empty') seedStores().forEach((seed) => parts.stores.addStore(seed));
  const listener = await listen(options.port ?? 0, (request, response) => {
    answerRequest(parts, request, response).catch((error: unknown) => {
      console.error('The sandbox could not answer a request', error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  const { port } = listener;
  parts.url = () => `http://localhost:${port}`;
  parts.controlPanelUrl = (hash, path = '/manage/dashboard') =>
    `http://store-${hash}.localhost:${port}${path}`;
  if (options.quiet !== true) console.info(`BigCommerce sandbox: ${parts.url()}`);
  return sandboxOf(parts, port, () => listener.close());
}

function createParts(options: SandboxOptions): SandboxParts {
  const now = options.now ?? Date.now;
  const { app } = options;
  const clock = createClock(now);
  const webhooks = new Webhooks(app, clock);
  const stores = new Stores((store, channelId, topic) => webhooks.announce(store, channelId, topic), now);
  const codes = new GrantCodes(clock);
  return {
    app,
    stores,
    codes,
    clock,
    now,
    webhooks,
    callbacks: new Callbacks(app, stores, codes, clock),
    faults: new Faults(),
    requests: new RequestRecord(),
    unknownCalls: new UnknownCalls(),
    installOutcomes: [],
    url: () => '',
    controlPanelUrl: () => '',
  };
}

function sandboxOf(parts: SandboxParts, port: number, close: () => Promise<void>): Sandbox {
  const { app, stores, faults, requests, webhooks, clock, callbacks, installOutcomes } = parts;
  return {
    url: parts.url(),
    port,
    app,
    stores,
    faults,
    requests,
    webhooks,
    clock,
    installOutcomes,
    get unknownCalls() {
      return parts.unknownCalls.list();
    },
    assertNoUnknownCalls: () => parts.unknownCalls.assertNone(),
    controlPanelUrl: parts.controlPanelUrl,
    controlPanelOriginPattern: `http://store-{hash}.localhost:${port}`,
    signPayload: (storeHash, signOptions) => callbacks.signPayload(storeHash, signOptions),
    createCode: (storeHash, codeOptions) => callbacks.createCode(storeHash, codeOptions),
    callbacks,
    close,
  };
}
