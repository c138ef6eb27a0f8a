import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../../admin/command-line';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The result of one use of the command line. */
export interface AdminRun {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs the operator's command line in a process of its own, as `npm run admin -- …` does.
 *
 * @param environment of the app; nothing else of this process's environment reaches it
 */
export function spawnAdmin(environment: Record<string, string>, ...line: string[]): Promise<AdminRun> {
  const loader = ['--import', './server/typescript-imports.ts'];
  const args = ['--disable-warning=ExperimentalWarning', ...loader, 'admin/main.ts', ...line];
  const options = { cwd: root, env: { ...environment, NODE_ENV: 'production' as const } };
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code);
      resolve({ exitCode, stdout, stderr });
    });
  });
}

/** Runs it in this process, which takes a hundredth of the time. */
export async function runAdmin(environment: Record<string, string>, ...line: string[]): Promise<AdminRun> {
  const run = { exitCode: 0, stdout: '', stderr: '' };
  run.exitCode = await runCommandLine(line, {
    variables: environment,
    stdout: async (part) => void (run.stdout += part),
    stderr: async (part) => void (run.stderr += part),
  });
  return run;
}
