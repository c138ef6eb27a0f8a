import { formOf, seeOther, type Answer } from '../call.ts';
import { CHANNEL_FIELDS, GLOBAL_FIELDS } from '../settings-wire.ts';
import { html, type Markup } from '../html.ts';
import { valueAt, withValueAt, type JsonObject } from '../json.ts';
import type { Store } from '../store.ts';
import type { ControlPanelRequest } from './control-panel-request.ts';
import { controlPanelPage } from './control-panel-layout.ts';
import { buttonForm, hiddenField, selectField, textField, type Choice } from './form-fields.ts';

const PATH = '/manage/customers/settings';
const INHERIT = 'inherit';

const LABELS: Readonly<Record<string, string>> = {
  'privacy_settings.ask_shopper_for_tracking_consent': 'Ask shoppers for tracking consent',
  'privacy_settings.policy_url': 'Privacy policy URL',
  'privacy_settings.ask_shopper_for_tracking_consent_on_checkout': 'Ask for consent on checkout',
  'customer_group_settings.guest_customer_group_id': 'Group of guests',
  'customer_group_settings.default_customer_group_id': 'Group of new customers',
  allow_global_logins: 'Allow global logins',
};

/** The control panel's own place to edit the settings: changes made here are made outside the app. */
export function customerSettingsPage(request: ControlPanelRequest): string {
  const { store, call } = request;
  const channelId = Number(call.query.get('channel') ?? 0);
  const chosen = store.channel(channelId) === undefined ? 0 : channelId;
  return controlPanelPage(request, {
    title: 'Customer settings',
    content: html`${scopeForm(store, chosen)} ${settingsForm(store, chosen)} ${groupsTable(store)}`,
  });
}

function scopeForm(store: Store, chosen: number): Markup {
  const storefronts = store.channels.filter((channel) => channel.type === 'storefront');
  const choices = [
    { value: 0, label: 'The whole store' },
    ...storefronts.map((channel) => ({ value: channel.id, label: channel.name })),
  ];
  return html`<form method="get" action="${PATH}" class="row">
    ${selectField('channel', 'Settings of', choices, chosen)}<button type="submit" class="button">
      Show
    </button>
  </form>`;
}

function settingsForm(store: Store, channelId: number): Markup {
  const known = channelId === 0 ? GLOBAL_FIELDS : CHANNEL_FIELDS;
  const settings = channelId === 0 ? store.settings : store.settingsOfChannel(channelId);
  const fields = Object.entries(known).map(([path, kind]) => {
    const value = valueAt(settings, path);
    const label = LABELS[path] ?? path;
    if (kind === 'url') return urlFields(path, label, value, channelId !== 0);
    return selectField(path, label, choicesOf(store, kind, channelId !== 0, value), chosenOf(value));
  });
  return html`<form method="post" action="${PATH}" class="box stack">
    ${hiddenField('channel', channelId)} ${fields}
    <div class="actions start"><button type="submit" class="button primary">Save settings</button></div>
  </form>`;
}

function urlFields(path: string, label: string, value: unknown, inheritable: boolean): Markup {
  const text = typeof value === 'string' ? value : '';
  const field = textField(path, label, text);
  if (!inheritable) return field;
  const state = value === null ? html`checked` : '';
  return html`${field}<label class="check"
      ><input type="checkbox" name="${path}:inherit" ${state} /><span
        >${label}: as the whole store</span
      ></label
    >`;
}

function choicesOf(store: Store, kind: string, inheritable: boolean, value: unknown): Choice[] {
  const inherit = inheritable ? [{ value: INHERIT, label: 'As the whole store' }] : [];
  if (kind === 'boolean') {
    return [...inherit, { value: 'true', label: 'Yes' }, { value: 'false', label: 'No' }];
  }
  const groups = store.groups.map((group) => ({ value: group.id, label: group.name }));
  return [...inherit, { value: 0, label: 'No group' }, ...groups, ...deletedGroup(store, value)];
}

/** A setting can name a group that is gone; saving another field must not change that. */
function deletedGroup(store: Store, value: unknown): Choice[] {
  if (typeof value !== 'number' || value === 0) return [];
  if (store.groups.some((group) => group.id === value)) return [];
  return [{ value, label: `Deleted group ${value}` }];
}

function chosenOf(value: unknown): string {
  return value === null ? INHERIT : JSON.stringify(value);
}

export function saveCustomerSettings({ store, call }: ControlPanelRequest): Answer {
  const form = formOf(call);
  const channelId = Number(form.get('channel') ?? 0);
  const known = channelId === 0 ? GLOBAL_FIELDS : CHANNEL_FIELDS;
  let fields: JsonObject = {};
  for (const [path, kind] of Object.entries(known)) {
    if (form.has(path)) fields = withValueAt(fields, path, valueOf(form, path, kind));
  }
  if (channelId === 0) store.changeSettings(fields);
  else store.changeChannelSettings(channelId, fields);
  return notice('Settings saved.', channelId);
}

function valueOf(form: URLSearchParams, path: string, kind: string): unknown {
  const text = form.get(path) ?? '';
  if (text === INHERIT || form.has(`${path}:inherit`)) return null;
  if (kind === 'boolean') return text === 'true';
  return kind === 'group' ? Number(text) : text;
}

function groupsTable(store: Store): Markup {
  const rows = store.groups.slice(0, 100).map(
    (group) =>
      html`<tr>
        <td>${group.id}</td>
        <td>${group.name}</td>
        <td>
          ${buttonForm(`${PATH}/delete-group`, 'Delete', { group: group.id }, { name: `Delete group ${group.name}`, style: 'subtle' })}
        </td>
      </tr>`,
  );
  if (rows.length === 0) return html`<p>This store has no customer groups.</p>`;
  const rest = store.groups.length - rows.length;
  return html`<h2>Customer groups</h2>
    <table>
      <thead>
        <tr>
          <th>ID</th>
          <th>Name</th>
          <th>Action</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
    ${rest > 0 ? html`<p>And ${rest} more.</p>` : ''}`;
}

export function deleteGroup({ store, call }: ControlPanelRequest): Answer {
  store.deleteGroup(Number(formOf(call).get('group')));
  return notice('The group is deleted.', 0);
}

function notice(text: string, channelId: number): Answer {
  const channel = channelId === 0 ? '' : `&channel=${channelId}`;
  return seeOther(`${PATH}?notice=${encodeURIComponent(text)}${channel}`);
}
