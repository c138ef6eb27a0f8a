import { formOf, htmlAnswer, seeOther, type Answer, type Call } from '../call.ts';
import type { SandboxParts } from '../sandbox-parts.ts';
import type { Store } from '../store.ts';
import { confirmConsent, consentPage, marketplaceCardPage, marketplacePage, openApp } from './app-pages.ts';
import { appPath, signedInUser, type ControlPanelRequest } from './control-panel-request.ts';
import { customerSettingsPage, deleteGroup, saveCustomerSettings } from './customer-settings-page.ts';
import { dashboardPage, placeholderPage } from './dashboard-page.ts';
import { myAppsPage, uninstallApp } from './my-apps-page.ts';
import { signIn, signOut, signedOutPage, switchUser } from './sign-in-pages.ts';
import { changeOwnerEmail, letUserIn, removeUser, usersPage } from './users-page.ts';

type Page = (request: ControlPanelRequest) => Answer | Promise<Answer>;

const PAGES: Readonly<Record<string, Page>> = {
  'GET /': () => seeOther('/manage/dashboard'),
  'GET /manage': () => seeOther('/manage/dashboard'),
  'GET /manage/': () => seeOther('/manage/dashboard'),
  'GET /manage/dashboard': (request) => htmlAnswer(dashboardPage(request)),
  'GET /manage/orders': (request) => htmlAnswer(placeholderPage(request, 'Orders')),
  'GET /manage/products': (request) => htmlAnswer(placeholderPage(request, 'Products')),
  'GET /manage/customers': (request) => htmlAnswer(placeholderPage(request, 'Customers')),
  'GET /manage/customers/settings': (request) => htmlAnswer(customerSettingsPage(request)),
  'POST /manage/customers/settings': saveCustomerSettings,
  'POST /manage/customers/settings/delete-group': deleteGroup,
  'GET /manage/users': (request) => htmlAnswer(usersPage(request)),
  'POST /manage/users/remove': removeUser,
  'POST /manage/users/let-in': letUserIn,
  'POST /manage/users/owner-email': changeOwnerEmail,
  'GET /manage/apps': (request) => htmlAnswer(myAppsPage(request)),
  'GET /manage/marketplace/apps': (request) => htmlAnswer(marketplacePage(request)),
  'GET /manage/marketplace/apps/:app': (request) => htmlAnswer(marketplaceCardPage(request)),
  'GET /manage/app/:app': openApp,
  'GET /manage/app/:app/consent': (request) => htmlAnswer(consentPage(request)),
  'POST /manage/app/:app/consent': confirmConsent,
  'POST /manage/app/:app/uninstall': uninstallApp,
  'POST /manage/switch-user': switchUser,
};

/** One store's control panel. Only signing in and out work without a signed-in user. */
export async function answerControlPanel(parts: SandboxParts, store: Store, call: Call): Promise<Answer> {
  const at = `${call.method} ${call.path}`;
  if (at === 'POST /manage/login') return signIn(store, formOf(call));
  if (at === 'POST /manage/logout') return signOut();
  const user = signedInUser(store, call);
  if (user === null || at === 'GET /manage/signed-out') return htmlAnswer(signedOutPage(store));
  const page = PAGES[`${call.method} ${withoutAppId(parts, call.path)}`];
  if (page !== undefined) return page({ parts, store, user, call });
  return htmlAnswer(`There is no such page. <a href="${appPath(parts)}">Open the app</a>`, 404);
}

/** The path with `:app` for the one step that is the app's id. */
function withoutAppId(parts: SandboxParts, path: string): string {
  const id = encodeURIComponent(parts.app.clientId);
  const steps = path.split('/').map((step) => (step === id ? ':app' : step));
  return steps.join('/');
}
