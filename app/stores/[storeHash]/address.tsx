/**
 * Replaces the callback's address, which holds a code or a payload, by the page's own. It stands before
 * everything else, and the control panel's SDK, which tells its parent the address, loads long after it.
 *
 * @param path made by us, of characters that need no escaping in a script
 */
export function Address({ path, nonce }: { path: string; nonce: string | null }) {
  const script = `history.replaceState(history.state,'',${JSON.stringify(path)})`;
  return <script nonce={nonce ?? undefined} dangerouslySetInnerHTML={{ __html: script }} />;
}
