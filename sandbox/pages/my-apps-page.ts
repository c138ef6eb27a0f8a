import { seeOther, type Answer } from '../call.ts';
import { html, type Markup } from '../html.ts';
import { appPath, type ControlPanelRequest } from './control-panel-request.ts';
import { controlPanelPage } from './control-panel-layout.ts';
import { buttonForm, selectField, textField } from './form-fields.ts';

export function myAppsPage(request: ControlPanelRequest): string {
  const installed = request.store.installation !== null;
  return controlPanelPage(request, {
    title: 'My apps',
    content: installed
      ? installedApp(request)
      : html`<p>
          No apps are installed. <a href="/manage/marketplace/apps">Find one in the marketplace</a>.
        </p>`,
  });
}

function installedApp({ parts, store }: ControlPanelRequest): Markup {
  const path = appPath(parts);
  const storefronts = store.channels
    .filter((channel) => channel.type === 'storefront')
    .map((channel) => ({ value: channel.id, label: channel.name }));
  return html`<section class="box" aria-labelledby="app-name">
    <h2 id="app-name">${parts.app.name}</h2>
    <div class="actions start">
      <a class="button primary" href="${path}">Open</a>
      ${buttonForm(`${path}/uninstall`, 'Uninstall', {}, { style: 'danger' })}
    </div>
    <form method="get" action="${path}" class="row">
      ${textField('path', 'Deep link path', '/')}<button type="submit" class="button">Open path</button>
    </form>
    <form method="get" action="${path}" class="row">
      ${selectField('channel_id', 'Storefront', storefronts)}
      <button type="submit" class="button">Open for storefront</button>
    </form>
  </section>`;
}

export async function uninstallApp({ parts, store, user }: ControlPanelRequest): Promise<Answer> {
  const answer = await parts.callbacks.uninstall(store.hash, user.id);
  const notice = `${parts.app.name} is uninstalled. The app answered ${answer.status || 'nothing'}.`;
  return seeOther(`/manage/apps?notice=${encodeURIComponent(notice)}`);
}
