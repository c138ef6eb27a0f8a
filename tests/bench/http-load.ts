import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadAnswer, LoadJob, LoadResult } from './http-load-process.ts';

const program = fileURLToPath(new URL('./http-load-process.ts', import.meta.url));

/** Sends requests from a process of its own, so that making them costs neither the app nor the sandbox time. */
export interface HttpLoad {
  pid: number;
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

async function runIn(child: ChildProcess, job: LoadJob): Promise<LoadResult> {
  const answered = once(child, 'message');
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process that sends the requests ended');
  });
  child.send(job);
  const [answer] = (await Promise.race([answered, ended])) as [LoadAnswer];
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

export function startHttpLoad(): HttpLoad {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    pid: child.pid ?? 0,
    run: (job) => runIn(child, job),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
