import { formOf, htmlAnswer, seeOther, type Answer } from '../call.ts';
import { html, type Markup } from '../html.ts';
import { appPath, type ControlPanelRequest } from './control-panel-request.ts';
import { barePage, controlPanelPage } from './control-panel-layout.ts';
import { checkboxField, hiddenField } from './form-fields.ts';
import { wordsOfScope } from './scope-words.ts';

/** The app in its frame: after consent by its auth callback, else by its load callback. */
export async function openApp(request: ControlPanelRequest): Promise<Answer> {
  const { parts, store, user, call } = request;
  const code = call.query.get('code');
  const grant = parts.codes.find(code);
  if (code !== null && grant !== undefined) {
    const src = parts.callbacks.authUrl(store.hash, { code, scopes: grant.scopes });
    return htmlAnswer(framePage(request, src));
  }
  if (store.installation === null) return seeOther('/manage/marketplace/apps/' + parts.app.clientId);
  if (store.needsConsent(parts.app)) return seeOther(`${appPath(parts)}/consent`);
  if (!user.mayOpenApp) return htmlAnswer(notPermittedPage(request), 403);
  const channelId = Number(call.query.get('channel_id'));
  const path = call.query.get('path') ?? '';
  const src = await parts.callbacks.loadUrl(store.hash, user.id, {
    url: path === '' ? '/' : path,
    channelId: channelId > 0 ? channelId : null,
  });
  return htmlAnswer(framePage(request, src));
}

function framePage(request: ControlPanelRequest, src: string): string {
  const { parts } = request;
  const origin = new URL(parts.app.url).origin;
  return controlPanelPage(request, {
    title: parts.app.name,
    fullWidth: true,
    content: html`<iframe
      id="app-frame"
      title="${parts.app.name}"
      src="${src}"
      data-app-origin="${origin}"
    ></iframe>`,
  });
}

function notPermittedPage(request: ControlPanelRequest): string {
  const { parts } = request;
  return controlPanelPage(request, {
    title: parts.app.name,
    content: html`<p>You do not have permission to open this app. Ask the store owner to let you in.</p>`,
  });
}

/** The permissions that the app requests, in plain words, as the merchant confirms them. */
export function consentPage(request: ControlPanelRequest): string {
  const { parts, store, call } = request;
  const { app } = parts;
  const external = call.query.get('external') === '1';
  return barePage(
    `Install ${app.name}`,
    html`<p><strong>${app.name}</strong> asks for these permissions on <strong>${store.name}</strong>:</p>
      <ul class="scopes">
        ${app.scopes.map((scope) => html`<li>${wordsOfScope(scope)}</li>`)}
      </ul>
      <form method="post" action="${appPath(parts)}/consent">
        ${external ? hiddenField('external', '1') : ''}
        <details>
          <summary>For tests: leave a permission out</summary>
          ${app.scopes.map((scope) => checkboxField('scope', scope, true, scope))}
        </details>
        <div class="actions">
          <a class="button subtle" href="/manage/marketplace/apps/${app.clientId}">Cancel</a>
          <button type="submit" class="button primary">Confirm</button>
        </div>
      </form>`,
  );
}

/** The merchant confirmed: a code, and with it to the app. */
export function confirmConsent({ parts, store, user, call }: ControlPanelRequest): Answer {
  const form = formOf(call);
  const granted = form.getAll('scope');
  const scopes = parts.app.scopes.filter((scope) => granted.includes(scope));
  const code = parts.callbacks.createCode(store.hash, { userId: user.id, scopes });
  if (form.get('external') === '1') {
    return seeOther(parts.callbacks.authUrl(store.hash, { code, scopes, externalInstall: true }));
  }
  return seeOther(`${appPath(parts)}?code=${code}`);
}

export function marketplacePage(request: ControlPanelRequest): string {
  const { app } = request.parts;
  return controlPanelPage(request, {
    title: 'Marketplace',
    content: html`<div class="cards">
      <a class="card" href="/manage/marketplace/apps/${app.clientId}">
        ${appIcon()}<strong>${app.name}</strong>
        <span>Privacy, consent and customer groups for every storefront.</span>
      </a>
    </div>`,
  });
}

export function marketplaceCardPage(request: ControlPanelRequest): string {
  const { parts, store } = request;
  const installed = store.installation !== null;
  const consent = `${appPath(parts)}/consent`;
  return controlPanelPage(request, {
    title: parts.app.name,
    content: html`<div class="box">
      <p>
        Edit the customer settings of your store: consent to tracking, the privacy policy, customer groups.
      </p>
      <div class="actions start">
        <a class="button primary" href="${consent}">${installed ? 'Reinstall' : 'Install'}</a>
        <a class="button" href="${consent}?external=1" target="_blank">Install in a new window</a>
        ${installed ? html`<a class="button subtle" href="${appPath(parts)}">Open app</a>` : ''}
      </div>
    </div>`,
  });
}

function appIcon(): Markup {
  return html`<span class="app-icon" aria-hidden="true">CS</span>`;
}
