import { PUT_FILLS } from '../settings-wire.ts';
import { html, type Markup } from '../html.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import type { Store } from '../store.ts';
import { buttonForm, checkboxField, hiddenField, selectField, textField } from './form-fields.ts';

const MODES = [
  { value: 'immediate', label: 'Delivered at once' },
  { value: 'held', label: 'Held until released' },
  { value: 'off', label: 'Never delivered' },
];

const PUT_CHOICES = [
  { value: '', label: 'Stays as it is' },
  ...PUT_FILLS.map((fill) => ({
    value: fill,
    label: `Becomes ${fill} (null where that has the wrong type)`,
  })),
];

/** The part of the faults page that is about time, webhooks and the state of single stores. */
export function storeConditions(parts: SandboxParts): Markup {
  return html`<h2>Clock and webhooks</h2>
    <form method="post" action="/faults" class="grid">
      ${hiddenField('action', 'conditions')}
      ${textField('skewSeconds', 'BigCommerce’s clock ahead by (seconds)', parts.clock.skewMs / 1000, 'number')}
      ${selectField('mode', 'Webhooks', MODES, parts.webhooks.mode)}
      ${textField('times', 'Send each event so many times', parts.webhooks.times, 'number')}
      <button type="submit" class="button">Apply</button>
    </form>
    <p>
      ${parts.webhooks.held()} events held.
      ${buttonForm('/faults', 'Release', { action: 'release', order: 'as-sent' })}
      ${buttonForm('/faults', 'Release newest first', { action: 'release', order: 'reversed' })}
      ${buttonForm('/faults', 'Send the last event again', { action: 'repeat' })}
    </p>
    <h2>Stores</h2>
    ${parts.stores.list().map(storeForm)}`;
}

function storeForm(store: Store): Markup {
  const { options } = store;
  return html`<fieldset>
    <legend>${store.name}</legend>
    <form method="post" action="/faults" class="grid">
      ${hiddenField('action', 'store')} ${hiddenField('store', store.hash)}
      ${checkboxField('validateGroups', 'Refuse unknown group ids', options.validateGroups)}
      ${checkboxField('omitConsentOnCheckout', 'Leave consent on checkout out of answers', options.omitConsentOnCheckout)}
      ${checkboxField('putWithoutEnvelope', 'Answer a PUT without the data envelope', options.putWithoutEnvelope)}
      ${checkboxField('extraFields', 'Add unknown fields to answers', Object.keys(options.extraFields).length > 0)}
      ${checkboxField('omitTotals', 'Leave totals out of lists', options.omitTotals)}
      ${textField('pageCap', 'At most so many entries a page (0: as asked)', options.pageCap ?? 0, 'number')}
      ${checkboxField('rateLimit', 'Rate limit', store.rateLimit.enabled)}
      ${textField('staleFrom', 'Reads are older by at least (ms)', options.staleReadMs[0], 'number')}
      ${textField('staleUpTo', 'Reads are older by at most (ms)', options.staleReadMs[1], 'number')}
      ${textField('replicaLag', 'Every second read is older by (ms)', options.replicaLagMs, 'number')}
      ${selectField('putFill', 'What is not sent with a PUT', PUT_CHOICES, options.putFill ?? '')}
      ${checkboxField('coupledFields', 'A change of consent clears the policy URL', Object.keys(options.coupledFields).length > 0)}
      ${textField('quota', 'Quota per window', store.rateLimit.quota, 'number')}
      <button type="submit" class="button" aria-label="Apply to ${store.name}">Apply</button>
    </form>
    ${buttonForm('/faults', 'Revoke token', { action: 'revoke', store: store.hash }, { name: `Revoke token of ${store.name}` })}
    ${store.installation === null ? 'Not installed.' : store.installation.tokenAlive ? 'Token alive.' : 'Token dead.'}
  </fieldset>`;
}

export function changeStoreConditions(parts: SandboxParts, form: URLSearchParams): void {
  const action = form.get('action');
  if (action === 'conditions') changeConditions(parts, form);
  if (action === 'release')
    void parts.webhooks.release(form.get('order') === 'reversed' ? 'reversed' : 'as-sent');
  if (action === 'repeat') void parts.webhooks.repeatLast();
  const store = parts.stores.find(form.get('store') ?? '');
  if (store === undefined) return;
  if (action === 'revoke') store.revokeToken();
  if (action === 'store') changeStore(store, form);
}

function changeConditions(parts: SandboxParts, form: URLSearchParams): void {
  parts.clock.skewMs = Number(form.get('skewSeconds')) * 1000;
  const mode = form.get('mode');
  if (mode === 'immediate' || mode === 'held' || mode === 'off') parts.webhooks.mode = mode;
  parts.webhooks.times = Math.max(1, Number(form.get('times')));
}

function changeStore(store: Store, form: URLSearchParams): void {
  for (const name of ['validateGroups', 'omitConsentOnCheckout', 'putWithoutEnvelope'] as const) {
    store.options[name] = form.has(name);
  }
  store.options.extraFields = form.has('extraFields')
    ? { loyalty_settings: { enabled: true }, 'privacy_settings.cookie_banner_style': 'bar' }
    : {};
  store.options.coupledFields = form.has('coupledFields')
    ? { 'privacy_settings.ask_shopper_for_tracking_consent': { 'privacy_settings.policy_url': '' } }
    : {};
  const from = Number(form.get('staleFrom'));
  store.options.staleReadMs = [from, Math.max(from, Number(form.get('staleUpTo')))];
  store.options.omitTotals = form.has('omitTotals');
  store.options.pageCap = Number(form.get('pageCap')) || null;
  store.options.replicaLagMs = Number(form.get('replicaLag'));
  store.options.putFill = PUT_FILLS.find((fill) => fill === form.get('putFill')) ?? null;
  store.rateLimit.enabled = form.has('rateLimit');
  store.rateLimit.quota = Number(form.get('quota')) || store.rateLimit.quota;
}
