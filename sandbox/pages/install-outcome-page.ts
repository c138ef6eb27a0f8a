import { html } from '../html.ts';
import { plainPage } from './plain-page.ts';

/** Where an app sends the browser after an install outside the control panel. */
export function installOutcomePage(appName: string, outcome: 'succeeded' | 'failed'): string {
  if (outcome === 'succeeded') {
    return plainPage(
      `${appName} is installed`,
      html`<p>You can close this window and open the app from the Apps menu of your control panel.</p>`,
    );
  }
  return plainPage(
    `${appName} could not be installed`,
    html`<p>Nothing was changed on your store. Close this window and try again.</p>`,
  );
}
