import nextEnv from '@next/env';
import { runCommandLine } from './command-line';

/** The command line reads what the app reads: `.env` files too, with the same precedence. */
nextEnv.loadEnvConfig(process.cwd(), false, {
  info: () => undefined,
  error: (line) => process.stderr.write(`${line}\n`),
});

/** Waits for the reader of the output, since an export can be larger than the memory. */
const writeTo = (stream: NodeJS.WriteStream) => (part: string) =>
  new Promise<void>((resolve, reject) => {
    stream.write(part, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

process.exitCode = await runCommandLine(process.argv.slice(2), {
  variables: process.env,
  stdout: writeTo(process.stdout),
  stderr: writeTo(process.stderr),
});
