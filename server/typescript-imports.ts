import { registerHooks } from 'node:module';

/** Node runs TypeScript but wants file endings in imports, which this project leaves to the bundler: for commands that run `lib/`. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.')) throw error;
      return nextResolve(`${specifier}.ts`, context);
    }
  },
});
