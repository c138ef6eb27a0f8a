import { formOf, htmlAnswer, seeOther, type Answer, type Call } from '../call.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import { changeFaults, faultsPage } from './faults-page.ts';
import { homePage } from './home-page.ts';
import { installOutcomePage } from './install-outcome-page.ts';
import { requestsPage } from './requests-page.ts';

/** Pages on the platform's own address. */
export function answerMainPage(parts: SandboxParts, call: Call): Promise<Answer> {
  return Promise.resolve(mainPage(parts, call));
}

function mainPage(parts: SandboxParts, call: Call): Answer {
  const outcome = /^\/app\/([^/]+)\/install\/(succeeded|failed)$/.exec(call.path);
  if (call.method === 'GET') {
    if (call.path === '/') return htmlAnswer(homePage(parts));
    if (call.path === '/faults') return htmlAnswer(faultsPage(parts));
    if (call.path === '/requests') return htmlAnswer(requestsPage(parts));
    if (outcome !== null && decodeURIComponent(outcome[1] ?? '') === parts.app.clientId) {
      return installOutcome(parts, outcome[2] === 'succeeded' ? 'succeeded' : 'failed');
    }
  }
  if (call.method === 'POST' && call.path === '/faults') {
    changeFaults(parts, formOf(call));
    return seeOther('/faults');
  }
  parts.unknownCalls.add(call);
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' };
}

function installOutcome(parts: SandboxParts, outcome: 'succeeded' | 'failed'): Answer {
  parts.installOutcomes.push({ outcome, at: parts.now() });
  return htmlAnswer(installOutcomePage(parts.app.name, outcome));
}
