import { html, type Markup } from '../html.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import type { Store } from '../store.ts';
import { plainPage } from './plain-page.ts';

export function homePage(parts: SandboxParts): string {
  const rows = parts.stores.list().map((store) => storeRow(parts, store));
  return plainPage(
    'Stores',
    html`<p>
        A BigCommerce that runs on this machine: open a store's control panel, install
        <strong>${parts.app.name}</strong> from its marketplace, and use it as a merchant would.
      </p>
      <table>
        <thead>
          <tr>
            <th>Store</th>
            <th>Hash</th>
            <th>Storefronts</th>
            <th>Groups</th>
            <th>${parts.app.name}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      <p>The app under test: <code>${parts.app.url}</code></p>`,
  );
}

function storeRow(parts: SandboxParts, store: Store): Markup {
  const storefronts = store.channels.filter((channel) => channel.type === 'storefront').length;
  return html`<tr>
    <td><a href="${parts.controlPanelUrl(store.hash)}">${store.name}</a></td>
    <td><code>${store.hash}</code></td>
    <td>${storefronts}</td>
    <td>${store.groups.length}</td>
    <td>${store.installation === null ? 'Not installed' : 'Installed'}</td>
  </tr>`;
}
