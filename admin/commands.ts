import { checkAll } from './commands/check';
import { compact } from './commands/compact';
import { erase, eraseOneUser } from './commands/erase';
import { exportOne } from './commands/export';
import { rotate } from './commands/rotate';
import { showStore, showStores } from './commands/stores';
import type { ExitCode, Outcome } from './outcome';
import { type AdminTools, type Variables, withTools } from './tools';

/** One argument that a command needs. */
interface Parameter {
  pattern: RegExp;
  wrong: 'wrong.storeHash' | 'wrong.userId';
}

interface CommandFlags {
  /** Does it, instead of counting what would be done. */
  yes: boolean;
  /** Calls BigCommerce for each store. */
  webhooks: boolean;
}

/** One use of a command. */
interface CommandCall {
  parameters: readonly string[];
  flags: CommandFlags;
  variables: Variables;
  print: (outcome: Outcome) => Promise<ExitCode>;
}

export interface Command {
  parameters: readonly Parameter[];
  optionNames: readonly (keyof CommandFlags)[];
  run: (call: CommandCall) => Promise<ExitCode>;
}

const storeHash: Parameter = { pattern: /^[a-z0-9]{1,64}$/i, wrong: 'wrong.storeHash' };
const userId: Parameter = { pattern: /^\d{1,15}$/, wrong: 'wrong.userId' };

type Work = (tools: AdminTools, parameters: readonly string[], flags: CommandFlags) => Promise<Outcome>;

/** The outcome is printed before the database is closed, because an export is read while it is written. */
function command(
  parameters: readonly Parameter[],
  optionNames: readonly (keyof CommandFlags)[],
  work: Work,
): Command {
  return {
    parameters,
    optionNames,
    run: (call) =>
      withTools(call.variables, async (tools) => call.print(await work(tools, call.parameters, call.flags))),
  };
}

/** All commands. Their texts are in messages/en.json. */
export const commands = {
  stores: command([], ['webhooks'], (tools, _parameters, flags) => showStores(tools, flags)),
  store: command([storeHash], [], (tools, [hash = '']) => showStore(tools, hash)),
  export: command([storeHash], [], (tools, [hash = '']) => exportOne(tools, hash)),
  erase: command([storeHash], ['yes'], (tools, [hash = ''], flags) => erase(tools, hash, flags)),
  'erase-user': command([storeHash, userId], ['yes'], (tools, [hash = '', id], flags) =>
    eraseOneUser(tools, { storeHash: hash, userId: Number(id) }, flags),
  ),
  rotate: command([], [], (tools) => rotate(tools)),
  compact: command([], [], (tools) => compact(tools)),
  // Finds out itself what of all this does not work.
  check: {
    parameters: [],
    optionNames: [],
    run: async ({ variables, print }) => print(await checkAll(variables)),
  } satisfies Command,
} as const;

export type CommandName = keyof typeof commands;
