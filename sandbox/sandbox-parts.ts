import type { AppRegistration } from './app-registration.ts';
import type { Callbacks } from './callbacks.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { GrantCodes } from './grant-codes.ts';
import type { RequestRecord } from './request-record.ts';
import type { Stores } from './stores.ts';
import type { UnknownCalls } from './unknown-calls.ts';
import type { Webhooks } from './webhooks.ts';

/** How an install outside the control panel ended, by the page that the app sent the browser to. */
export interface InstallOutcome {
  outcome: 'succeeded' | 'failed';
  at: number;
}

/** Everything that the rooms of one sandbox share. */
export interface SandboxParts {
  app: AppRegistration;
  stores: Stores;
  codes: GrantCodes;
  callbacks: Callbacks;
  clock: Clock;
  now: () => number;
  faults: Faults;
  requests: RequestRecord;
  unknownCalls: UnknownCalls;
  webhooks: Webhooks;
  installOutcomes: InstallOutcome[];
  url: () => string;
  controlPanelUrl: (storeHash: string, path?: string) => string;
}
