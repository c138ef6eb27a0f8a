import { html } from '../html.ts';
import { appPath, type ControlPanelRequest } from './control-panel-request.ts';
import { controlPanelPage } from './control-panel-layout.ts';

export function dashboardPage(request: ControlPanelRequest): string {
  const { parts, store, user } = request;
  const installed = store.installation !== null;
  return controlPanelPage(request, {
    title: 'Home',
    content: html`<div class="box">
        <h2>Hello, ${user.name.split(' ')[0]}</h2>
        <p>
          ${
            installed
              ? html`<a href="${appPath(parts)}">Open ${parts.app.name}</a>`
              : html`<a href="/manage/marketplace/apps/${parts.app.clientId}">Get ${parts.app.name}</a> from
                  the marketplace.`
          }
        </p>
      </div>
      <div class="box">
        <h2>Storefronts</h2>
        <ul>
          ${store.channels
            .filter((channel) => channel.type === 'storefront')
            .slice(0, 10)
            .map(
              (channel) =>
                html`<li>${channel.name} <small>${channel.platform}, ${channel.status}</small></li>`,
            )}
        </ul>
      </div>`,
  });
}

/** Places of the real control panel that this one has no use for. */
export function placeholderPage(request: ControlPanelRequest, title: string): string {
  return controlPanelPage(request, {
    title,
    content: html`<p>This part of the control panel is not in the sandbox.</p>`,
  });
}
