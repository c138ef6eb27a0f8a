import { startWorld, type World, type WorldOptions } from '../../sandbox/world.ts';

/** A sandbox and the app as they run in production: nothing is logged that is not worth it, nothing recorded. */
export async function withBenchWorld<Result>(
  measure: (world: World) => Promise<Result>,
  options: Pick<WorldOptions, 'databaseUrl'> = {},
): Promise<Result> {
  const world = await startWorld({ ...options, environment: { LOG_LEVEL: 'info' } });
  world.sandbox.requests.keep = false;
  try {
    return await measure(world);
  } finally {
    await world.stop();
  }
}
