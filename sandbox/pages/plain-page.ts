import { html, type Markup } from '../html.ts';

/** A page of the sandbox itself, outside any store. */
export function plainPage(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox-assets/sandbox.css" />
      </head>
      <body class="plain">
        <header class="plain-header">
          <a class="wordmark" href="/">Commerce sandbox</a>
          <nav aria-label="Sandbox">
            <a href="/">Stores</a><a href="/faults">Faults</a><a href="/requests">Requests</a>
          </nav>
        </header>
        <main class="plain-content">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`.toString();
}
