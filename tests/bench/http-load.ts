import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { waitLimitMs, within } from './limit.ts';
import type { LoadAnswer, LoadJob, LoadResult } from './http-load-process.ts';

const program = fileURLToPath(new URL('./http-load-process.ts', import.meta.url));

/** Sends requests from a process of its own, so that making them costs neither the app nor the sandbox time. */
export interface HttpLoad {
  pid: number;
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startHttpLoad(): HttpLoad {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then((): LoadAnswer => {
    return { error: 'the process that sends the requests ended' };
  });
  return {
    pid: child.pid ?? 0,
    async run(job) {
      const answered = once(child, 'message').then(([answer]) => answer as LoadAnswer);
      child.send(job);
      const answer = await within(job.durationMs + waitLimitMs, 'the load', Promise.race([answered, ended]));
      if ('error' in answer) throw new Error(answer.error);
      return answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
