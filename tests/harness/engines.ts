import { borrowPostgres } from '../postgres.ts';
import { startWorld, type World, type WorldOptions } from '../../sandbox/world.ts';

/** The databases that the app runs on. Whatever is promised, is promised on both. */
export const engines = ['SQLite', 'PostgreSQL'] as const;

export type Engine = (typeof engines)[number];

/** A world on one kind of database, which ends with it. */
export async function startWorldOn(engine: Engine, options: WorldOptions = {}): Promise<World> {
  if (engine === 'SQLite') return startWorld(options);
  const postgres = await borrowPostgres();
  const world = await startWorld({ ...options, databaseUrl: await postgres.createDatabase() });
  const ends = [() => world.stop(), () => postgres.stop()];
  return {
    ...world,
    get app() {
      return world.app;
    },
    async stop() {
      for (const end of ends) await end();
    },
  };
}
