import { html, type Markup } from '../html.ts';
import { appPath, type ControlPanelRequest } from './control-panel-request.ts';

export interface ControlPanelPage {
  title: string;
  content: Markup;
  /** The content reaches the edges, as an app's frame does. */
  fullWidth?: boolean;
}

/** The control panel around a page: navigation at the left, the store and the user on top. */
export function controlPanelPage(request: ControlPanelRequest, page: ControlPanelPage): string {
  const { store, call } = request;
  return documentOf(
    `${page.title} - ${store.name}`,
    html`<a class="skip" href="#content">Skip to content</a>
      ${navigation(request)}
      <div class="panel">
        ${topBar(request)}
        <main id="content" class="${page.fullWidth === true ? 'content frame' : 'content'}">
          ${page.fullWidth === true ? '' : html`<h1>${page.title}</h1>`} ${notice(call.query.get('notice'))}
          ${page.content}
        </main>
      </div>
      <ul hidden id="app-messages"></ul>`,
  );
}

/** A page of the control panel without the panel: signing in, consent, signed out. */
export function barePage(title: string, content: Markup): string {
  return documentOf(
    title,
    html`<main class="bare">
      <h1>${title}</h1>
      ${content}
    </main>`,
  );
}

function documentOf(title: string, body: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox-assets/sandbox.css" />
        <script src="/sandbox-assets/control-panel.js"></script>
      </head>
      <body class="control-panel">
        ${body}
      </body>
    </html>`.toString();
}

function navigation(request: ControlPanelRequest): Markup {
  const { parts, store, call } = request;
  // While the app's frame exchanges the code, the store has it already as far as the merchant can see.
  const isAppShown = store.installation !== null || call.query.has('code');
  const link = (href: string, label: string, nested = false): Markup =>
    html`<li class="${nested ? 'nested' : ''}">
      <a href="${href}" ${isCurrent(href, call.path) ? html`aria-current="page"` : ''}>${label}</a>
    </li>`;
  return html`<nav class="navigation" aria-label="Control panel">
    <a class="logo" href="/manage/dashboard">${store.name}</a>
    <ul>
      ${link('/manage/dashboard', 'Home')} ${link('/manage/orders', 'Orders')}
      ${link('/manage/products', 'Products')} ${link('/manage/customers', 'Customers')}
      ${link('/manage/customers/settings', 'Settings', true)} ${link('/manage/marketplace/apps', 'Apps')}
      ${link('/manage/apps', 'My apps', true)} ${isAppShown ? link(appPath(parts), parts.app.name, true) : ''}
      ${link('/manage/users', 'Users')}
    </ul>
    <a class="back" href="${parts.url()}/">All stores</a>
  </nav>`;
}

function isCurrent(href: string, path: string): boolean {
  return href === path;
}

function topBar({ store, user, call }: ControlPanelRequest): Markup {
  const options = store.users.map(
    ({ id, name, role }) =>
      html`<option value="${id}" ${id === user.id ? html`selected` : ''}>
        ${name}${role === 'owner' ? ' (owner)' : ''}
      </option>`,
  );
  return html`<header class="top-bar">
    <strong class="store-name">${store.name}</strong>
    <form method="post" action="/manage/switch-user" id="switch-user">
      <input type="hidden" name="back" value="${call.path}" />
      <label for="signed-in-as">Signed in as</label>
      <select id="signed-in-as" name="user">
        ${options}
      </select>
      <noscript><button type="submit" class="button">Switch</button></noscript>
    </form>
    <form method="post" action="/manage/logout" id="sign-out">
      <button type="submit" class="button subtle">Sign out</button>
    </form>
  </header>`;
}

function notice(text: string | null): Markup | string {
  return text === null ? '' : html`<p class="notice" role="status">${text}</p>`;
}
