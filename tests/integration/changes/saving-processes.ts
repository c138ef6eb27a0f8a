import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { StoreAccess } from '../../../lib/bigcommerce/client';
import type { CustomerSettings } from '../../../lib/settings/customer-settings';
import type { SaveStep } from './save-steps';

const loader = new URL('../../../server/typescript-imports.ts', import.meta.url).href;
const program = fileURLToPath(new URL('./saving-process.ts', import.meta.url));

export interface SavingOrder {
  databaseUrl: string;
  apiUrl: string;
  access: StoreAccess;
  /** `null` for the whole store. */
  channelId: number | null;
  changes: CustomerSettings;
  requestId: string;
  /** `null` where the process is killed by what happens elsewhere. */
  stayAt: SaveStep | null;
}

/** A process that saves. */
export interface SavingProcess {
  /** Resolves once the process has said that it is at a step, or has ended before. */
  until: (step: string) => Promise<void>;
  /** SIGKILL, and the wait for its effect. */
  kill: () => Promise<void>;
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
}

/** Starts a server of our own kind, reduced to one save. */
export function startSaving(order: SavingOrder): SavingProcess {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', loader, program, JSON.stringify(order)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout });
  return {
    until: (step) =>
      new Promise((resolve) => {
        lines.on('line', (line) => {
          if (line === step) resolve();
        });
        void ended(child).then(() => resolve());
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}
