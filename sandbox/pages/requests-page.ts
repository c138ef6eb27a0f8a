import { html, type Markup } from '../html.ts';
import type { RecordedRequest } from '../request-record.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import { plainPage } from './plain-page.ts';

/** The app's last calls. Tokens and secrets stay out of the page: headers are not shown, bodies of the login neither. */
export function requestsPage(parts: SandboxParts): string {
  const rows = parts.requests.list().slice(-100).reverse().map(row);
  return plainPage(
    'Requests',
    html`<p>The last 100 calls that the app made, newest first.</p>
      <table>
        <thead>
          <tr>
            <th>Time</th>
            <th>Call</th>
            <th>Status</th>
            <th>Body</th>
          </tr>
        </thead>
        <tbody>
          ${
            rows.length === 0
              ? html`<tr>
                  <td colspan="4">No calls yet.</td>
                </tr>`
              : rows
          }
        </tbody>
      </table>`,
  );
}

function row(request: RecordedRequest): Markup {
  const query = new URLSearchParams(request.query).toString();
  const isLogin = request.path === '/oauth2/token';
  return html`<tr>
    <td>${new Date(request.at).toISOString().slice(11, 23)}</td>
    <td><code>${request.method} ${request.path}${query === '' ? '' : `?${query}`}</code></td>
    <td>${request.status === 0 ? 'no answer' : request.status}</td>
    <td><code>${isLogin ? '' : request.bodyText.slice(0, 300)}</code></td>
  </tr>`;
}
