import type { BrowserContext } from '@playwright/test';

/** The lines that browsers write to their consoles while a test runs. */
export interface BrowserReports {
  watch: (context: BrowserContext) => void;
  /**
   * A browser writes a line of its own about each answer that failed; a test that provokes one says so.
   *
   * @param what the answer's status, or the network's error such as `ERR_INTERNET_DISCONNECTED`
   */
  expectFailedLoad: (what: number | string) => void;
  /** A test that provokes another line than those about answers says how it begins. */
  expectLine: (beginning: RegExp) => void;
  unexpected: () => string[];
}

export function createBrowserReports(): BrowserReports {
  const messages: string[] = [];
  const expected: RegExp[] = [];
  return {
    watch(context) {
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) messages.push(message.text());
      });
      context.on('weberror', (error) => messages.push(String(error.error())));
    },
    expectFailedLoad(what) {
      expected.push(new RegExp(`^Failed to load resource: .*\\b${what}\\b`));
    },
    expectLine: (beginning) => void expected.push(beginning),
    unexpected: () => messages.filter((message) => !expected.some((pattern) => pattern.test(message))),
  };
}
