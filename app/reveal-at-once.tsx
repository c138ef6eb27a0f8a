/**
 * React holds streamed content back until 300 ms after the first paint, so that several parts do not pop in one
 * after another. Here there is one part, the form, and those milliseconds are a wait for nothing. The page's
 * script keeps that first moment in a global named `$RT` and waits only where it is a number; a React that calls
 * it otherwise goes on as if this did not exist. `npm run bench -- load` shows the difference.
 */
const script = "Object.defineProperty(window,'$RT',{get(){},set(){}})";

export function RevealAtOnce({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />;
}
