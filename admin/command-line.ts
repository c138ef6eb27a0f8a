import { parseArgs } from 'node:util';
import { toAppError } from '../lib/errors';
import { type Command, commands, type CommandName } from './commands';
import { CommandError, type ExitCode, exitCodes, type Outcome } from './outcome';
import { text, toTable } from './texts';
import { reasonOf, type Variables } from './tools';

const options = {
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  yes: { type: 'boolean', default: false },
  webhooks: { type: 'boolean', default: false },
} as const;

/** A line that was read and makes sense. */
interface CommandLine {
  name: CommandName | null;
  parameters: string[];
  json: boolean;
  help: boolean;
  yes: boolean;
  webhooks: boolean;
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function wrong(message: string, cause?: unknown): CommandError {
  return new CommandError(message, exitCodes.usage, cause);
}

function parseOptions(line: readonly string[]) {
  try {
    return parseArgs({ args: [...line], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw wrong(text('wrong.option', { reason: reasonOf(cause) }), cause);
  }
}

function assertOptions(name: CommandName, { optionNames }: Command, given: CommandLine): void {
  for (const option of ['yes', 'webhooks'] as const)
    if (given[option] && !optionNames.includes(option))
      throw wrong(text('wrong.arguments', { command: name, usage: text(`commands.${name}.usage`) }));
}

function readCommandLine(line: readonly string[]): CommandLine {
  const { values, positionals } = parseOptions(line);
  const [name, ...parameters] = positionals;
  if (name === undefined) {
    if (values.help) return { ...values, name: null, parameters };
    throw wrong(text('wrong.noCommand'));
  }
  if (!isCommandName(name)) throw wrong(text('wrong.unknownCommand', { name }));
  const given = { ...values, name, parameters };
  if (given.help) return given;
  const command: Command = commands[name];
  assertOptions(name, command, given);
  if (parameters.length !== command.parameters.length)
    throw wrong(text('wrong.arguments', { command: name, usage: text(`commands.${name}.usage`) }));
  for (const [index, parameter] of command.parameters.entries()) {
    const value = parameters[index] ?? '';
    if (!parameter.pattern.test(value)) throw wrong(text(parameter.wrong, { value }));
  }
  return given;
}

function helpOf(name: CommandName | null): string {
  if (name !== null) return [text(`commands.${name}.usage`), '', text(`commands.${name}.details`)].join('\n');
  const rows = (Object.keys(commands) as CommandName[]).map((command) => [
    `  ${text(`commands.${command}.usage`)}`,
    text(`commands.${command}.summary`),
  ]);
  return text('usage', { commands: toTable(rows) });
}

/** Where the command line reads and writes: the process, or a test. */
export interface Surroundings {
  variables: Variables;
  stdout: (part: string) => Promise<void>;
  stderr: (part: string) => Promise<void>;
}

async function print(
  { stdout }: Surroundings,
  { data, text: words, parts, exitCode }: Outcome,
  json: boolean,
): Promise<ExitCode> {
  if (parts) for await (const part of parts) await stdout(part);
  else await stdout(`${json ? JSON.stringify(data, null, 2) : words}\n`);
  return exitCode;
}

function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const { code } = toAppError(error);
  const key = code === 'database_unavailable' ? 'failed.database' : 'failed.other';
  return new CommandError(text(key, { reason: reasonOf(error) }), exitCodes.failed, error);
}

async function printFailure(
  { stdout, stderr }: Surroundings,
  error: unknown,
  json: boolean,
): Promise<ExitCode> {
  const { message, exitCode } = toCommandError(error);
  if (json) await stdout(`${JSON.stringify({ error: message, exitCode }, null, 2)}\n`);
  await stderr(`${message}\n`);
  if (exitCode === exitCodes.usage && !json) await stderr(`\n${helpOf(null)}\n`);
  return exitCode;
}

/**
 * Carries one command out.
 *
 * @param line what follows `npm run admin --`
 * @returns the exit code of the process
 */
export async function runCommandLine(line: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    const { name, parameters, json, help, ...flags } = readCommandLine(line);
    if (help || name === null) {
      await surroundings.stdout(`${helpOf(name)}\n`);
      return exitCodes.done;
    }
    return await commands[name].run({
      parameters,
      flags,
      variables: surroundings.variables,
      print: (outcome) => print(surroundings, outcome, json),
    });
  } catch (error) {
    return printFailure(surroundings, error, line.includes('--json'));
  }
}
