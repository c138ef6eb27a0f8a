/** Runs once before the first request: a server that cannot work must not look as if it could. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { start } = await import('./app/start');
  await start();
}
