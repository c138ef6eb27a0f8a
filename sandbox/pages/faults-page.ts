import type { Fault, FaultKind, FaultMatch } from '../faults.ts';
import { html, type Markup } from '../html.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import { buttonForm, hiddenField, selectField, textField, type Choice } from './form-fields.ts';
import { plainPage } from './plain-page.ts';
import { changeStoreConditions, storeConditions } from './store-conditions.ts';

const KINDS: readonly Choice[] = [
  { value: 'latency', label: 'Slow answer (number: ms)' },
  { value: 'rate-limited', label: '429 with headers (number: reset in ms)' },
  { value: 'rate-limited-bare', label: '429 without headers' },
  { value: 'rate-limited-retry-after', label: '429 with Retry-After only (number: seconds)' },
  { value: 'rate-limited-zero', label: '429 whose reset is 0' },
  { value: 'rate-limited-509', label: '509 instead of 429' },
  { value: 'status', label: 'Error status (number: the status)' },
  { value: 'status-applied', label: 'Error status after the work was done (number: the status)' },
  { value: 'timeout', label: 'Never answers' },
  { value: 'late-write', label: 'Write that is done after the connection was given up (number: ms later)' },
  { value: 'cut-before', label: 'Connection cut before the answer' },
  { value: 'cut-mid', label: 'Connection cut in the middle of the answer' },
  { value: 'invalid-json', label: 'Answer that is not JSON' },
  { value: 'html', label: 'HTML instead of JSON (number: the status)' },
  { value: 'field-not-stored', label: 'Field silently not stored (field: wire path)' },
  { value: 'wrong-shape', label: 'Field of the wrong type (field: path in the answer, such as data.0.name)' },
  {
    value: 'wrong-shape-list',
    label: 'Empty list instead of an object (field: path in the answer, such as meta)',
  },
  { value: 'missing', label: 'Field left out (field: path in the answer)' },
  { value: 'encoded-gzip', label: 'Answer in gzip, unasked' },
  { value: 'encoded-br', label: 'Answer in Brotli, unasked' },
  { value: 'encoded-deflate', label: 'Answer in deflate, unasked' },
  { value: 'byte-order-mark', label: 'Byte order mark before the answer' },
  { value: 'notice', label: 'Notice of the server before the answer' },
];

export function faultsPage(parts: SandboxParts): string {
  return plainPage(
    'Faults',
    html`<p>What goes wrong on the way between the app and BigCommerce, until it is taken back.</p>
      ${faultList(parts)} ${faultForm(parts)} ${storeConditions(parts)}`,
  );
}

function faultList(parts: SandboxParts): Markup {
  const faults = parts.faults.list();
  if (faults.length === 0) return html`<p role="status">No faults are set.</p>`;
  const items = faults.map(
    (fault, index) =>
      html`<li>
        <code>${described(fault)}</code>
        ${buttonForm('/faults', 'Remove', { action: 'remove', index }, { style: 'subtle' })}
      </li>`,
  );
  return html`<ul class="faults">
      ${items}
    </ul>
    ${buttonForm('/faults', 'Clear all faults', { action: 'clear' })}`;
}

function described(fault: Fault): string {
  const path = fault.match?.path;
  return JSON.stringify({
    ...fault,
    ...(fault.match === undefined
      ? {}
      : { match: { ...fault.match, ...(path instanceof RegExp ? { path: String(path) } : {}) } }),
  });
}

function faultForm(parts: SandboxParts): Markup {
  const any = { value: '', label: 'Any' };
  const stores = parts.stores.list().map(({ hash, name }) => ({ value: hash, label: name }));
  const methods = ['GET', 'PUT', 'POST', 'DELETE'].map((method) => ({ value: method, label: method }));
  const targets = [
    { value: 'api', label: 'REST API' },
    { value: 'login', label: 'Login server' },
  ];
  return html`<h2>Add a fault</h2>
    <form method="post" action="/faults" class="grid">
      ${hiddenField('action', 'add')} ${selectField('kind', 'What goes wrong', KINDS)}
      ${textField('number', 'Number', '', 'number')} ${textField('field', 'Field')}
      ${textField('times', 'How often (empty: until cleared)', '', 'number')}
      ${selectField('target', 'Where', [any, ...targets])}
      ${selectField('storeHash', 'Store', [any, ...stores])}
      ${selectField('method', 'Method', [any, ...methods])}
      ${textField('path', 'Path begins with, e.g. /v3/customers')}
      <button type="submit" class="button primary">Add fault</button>
    </form>`;
}

/** The fields of a form on this page. */
export function changeFaults(parts: SandboxParts, form: URLSearchParams): void {
  const action = form.get('action');
  if (action === 'clear') parts.faults.clear();
  else if (action === 'remove') parts.faults.removeAt(Number(form.get('index')));
  else if (action === 'add') addFault(parts, form);
  else changeStoreConditions(parts, form);
}

function addFault(parts: SandboxParts, form: URLSearchParams): void {
  const kind = kindOf(form);
  if (kind === null) return;
  const times = Number(form.get('times'));
  const match: FaultMatch = {};
  const target = form.get('target');
  if (target === 'api' || target === 'login') match.target = target;
  for (const name of ['storeHash', 'method', 'path'] as const) {
    const value = form.get(name)?.trim();
    if (value) match[name] = value;
  }
  parts.faults.add({ ...kind, match, ...(times > 0 ? { times } : {}) });
}

function kindOf(form: URLSearchParams): FaultKind | null {
  const number = Number(form.get('number'));
  const field = form.get('field')?.trim() ?? '';
  switch (form.get('kind')) {
    case 'latency':
      return { kind: 'latency', ms: number || 1000 };
    case 'rate-limited':
      return { kind: 'rate-limited', resetMs: number || 2000 };
    case 'rate-limited-bare':
      return { kind: 'rate-limited', withoutHeaders: true };
    case 'status':
      return { kind: 'status', status: number || 500 };
    case 'status-applied':
      return { kind: 'status', status: number || 500, applied: true };
    case 'timeout':
      return { kind: 'timeout' };
    case 'late-write':
      return { kind: 'late-write', ms: number || 5000 };
    case 'cut-before':
      return { kind: 'cut', at: 'before-headers' };
    case 'cut-mid':
      return { kind: 'cut', at: 'mid-body' };
    case 'invalid-json':
      return { kind: 'invalid-json' };
    case 'html':
      return { kind: 'html', status: number || 200 };
    case 'rate-limited-retry-after':
      return { kind: 'rate-limited', retryAfter: String(number || 2) };
    case 'rate-limited-zero':
      return { kind: 'rate-limited', resetMs: 0 };
    case 'rate-limited-509':
      return { kind: 'rate-limited', withoutHeaders: true, status: 509 };
    case 'wrong-shape-list':
      return { kind: 'wrong-shape', field: field || 'meta', value: [] };
    case 'missing':
      return { kind: 'missing', field: field || 'data.privacy_settings.policy_url' };
    case 'encoded-gzip':
      return { kind: 'encoded', coding: 'gzip' };
    case 'encoded-br':
      return { kind: 'encoded', coding: 'br' };
    case 'encoded-deflate':
      return { kind: 'encoded', coding: 'deflate' };
    case 'byte-order-mark':
      return { kind: 'prefixed', text: '\uFEFF' };
    case 'notice':
      return { kind: 'prefixed', text: '<br />\n<b>Notice</b>: Undefined index in /srv/api.php<br />\n' };
    case 'field-not-stored':
      return { kind: 'field-not-stored', field: field || 'privacy_settings.policy_url' };
    case 'wrong-shape':
      return { kind: 'wrong-shape', field: field || 'data.privacy_settings.policy_url' };
    default:
      return null;
  }
}
