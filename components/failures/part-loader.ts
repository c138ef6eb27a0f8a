/** Why a part did not load: a newer release has replaced its script, or no answer came. */
export type PartFailure = 'updated' | 'unreachable';

type PartOutcome<Part> = { kind: 'loaded'; part: Part } | { kind: 'failed'; failure: PartFailure };

export interface PartLoader<Part> {
  /** The outcome of the last request, `null` while there was none or it is in flight. */
  outcome: () => PartOutcome<Part> | null;
  /** Requests the part unless that was done. Never rejects. */
  load: () => Promise<PartOutcome<Part>>;
  /** Lets the next `load` request a part again that failed. */
  forgetFailure: () => void;
}

/** The path of a script in a bundler's error message. */
const scriptPath = /\/_next\/static\/[^\s:]+?\.(?:js|css)(?:\?[^\s:]*)?/;

/** Finds out why a script did not load: a server of another release answers 404. */
async function failureOf(reason: unknown): Promise<PartFailure> {
  const path = scriptPath.exec(String(reason))?.[0];
  if (path === undefined) return 'unreachable';
  try {
    const { status } = await fetch(path, { method: 'HEAD', cache: 'no-store' });
    return status === 404 ? 'updated' : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

/**
 * Makes a loader that loads a part once, and again after a failure.
 *
 * @param load the import of the part
 */
export function createPartLoader<Part>(load: () => Promise<Part>): PartLoader<Part> {
  let outcome: PartOutcome<Part> | null = null;
  let loading: Promise<PartOutcome<Part>> | null = null;

  async function request(): Promise<PartOutcome<Part>> {
    try {
      outcome = { kind: 'loaded', part: await load() };
    } catch (reason) {
      outcome = { kind: 'failed', failure: await failureOf(reason) };
    }
    return outcome;
  }

  return {
    outcome: () => outcome,
    load: () => (loading ??= request()),
    forgetFailure() {
      if (outcome?.kind !== 'failed') return;
      outcome = null;
      loading = null;
    },
  };
}
