import { registerHooks } from 'node:module';

/** Node runs TypeScript but wants file endings in imports, which this house leaves to the bundler. */
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
