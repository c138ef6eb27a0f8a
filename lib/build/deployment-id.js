import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants.js';

/**
 * Names a build, so that a tab which was opened before a release requests no script of the next one by mistake.
 * NEXT_DEPLOYMENT_ID, where it is set, is that name; Next.js itself prefers it, too.
 *
 * @param {string} phase what Next.js is doing; while developing there is no build
 * @param {string} folder the build's folder, for instance `.next`
 * @returns {string | undefined} the id: made by a build, read from its folder when serving
 */
export function deploymentId(phase, folder) {
  if (phase === PHASE_DEVELOPMENT_SERVER) return undefined;
  // The environment passes it to the worker processes of the build.
  if (phase === PHASE_PRODUCTION_BUILD)
    return (process.env.NEXT_DEPLOYMENT_ID ||= randomBytes(8).toString('hex'));
  return process.env.NEXT_DEPLOYMENT_ID || readFileSync(join(folder, 'BUILD_ID'), 'utf8');
}
