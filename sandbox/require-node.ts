/** The major version of Node that the app, its tests and the sandbox run on; npm installs it with the other packages. */
const requiredMajor = 24;

/**
 * Ends a command at once that runs on another Node than the app needs, before it starts servers that cannot work.
 *
 * @param version for instance `20.11.1`
 * @throws Error with the version that is needed, and how to get it
 */
export function requireNode(version = process.versions.node): void {
  const [major] = version.split('.').map(Number);
  if (major !== undefined && major >= requiredMajor) return;
  throw new Error(
    `This needs Node ${requiredMajor}, and ${process.execPath} is Node ${version}. ` +
      'Start it through npm, for instance `npm run test:e2e`: npm uses the Node in node_modules/.bin.',
  );
}
