import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import packageFile from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('..', import.meta.url));

/** Even a machine with ten times the work that it can do starts the app sooner. */
const readyLimitMs = 300_000;

/** One readiness request may hang while the app starts; the next one need not. */
const readyRequestMs = 10_000;

/** The apps that run. None of them outlives the program that started it, however that program ends. */
const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The arguments for Node in the `start` script: its flags (docs/decisions/0005) and the program. */
const nodeArguments = packageFile.scripts.start.split(' ').slice(1);

export interface AppServer {
  /** As browsers reach it, for instance `http://localhost:4100`. */
  url: string;
  port: number;
  pid: number;
  /** Everything the process wrote so far, to either stream. */
  output(): string;
  /** Sends SIGTERM, waits for the end, and returns the exit code. */
  stop(): Promise<number | null>;
  /** Ends the process at once. */
  kill(): Promise<void>;
}

/** Below the ports that Linux, macOS and Windows give to outgoing connections, which would take one meanwhile. */
const portRange = { from: 15_000, to: 30_000 };

function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    async () => {
      server.close();
      await once(server, 'close');
      return true;
    },
    () => false,
  );
}

/** A port of this machine that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(portRange.from, portRange.to);
    if (await isFree(port)) return port;
  }
}

function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return once(child, 'exit').then(([code]) => code as number | null);
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const ended = exited(child).then((code) => {
    throw new Error(`the app ended with ${String(code)} before it was ready:\n${output()}`);
  });
  const answers = async (): Promise<void> => {
    const limit = performance.now() + readyLimitMs;
    while (performance.now() < limit) {
      const signal = AbortSignal.timeout(readyRequestMs);
      const answer = await fetch(`${url}/api/health?ready=1`, { signal }).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the app was not ready after ${readyLimitMs / 1000} s:\n${output()}`);
  };
  await Promise.race([answers(), ended]);
}

/**
 * Starts the built app as a process of its own, as `npm start` does, on loopback only.
 *
 * @param environment the variables of .env.example
 * @param port a free one unless given
 */
export async function startApp(environment: Record<string, string>, port?: number): Promise<AppServer> {
  const listening = port ?? (await freePort());
  const child = spawn(process.execPath, [...nodeArguments, '-H', 'localhost', '-p', String(listening)], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DRAIN_SECONDS: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = () => Buffer.concat(chunks).toString('utf8');
  const url = `http://localhost:${listening}`;
  await untilReady(url, child, output);
  return {
    url,
    port: listening,
    pid: child.pid ?? 0,
    output,
    stop() {
      child.kill('SIGTERM');
      return exited(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}
