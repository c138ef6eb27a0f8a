import { formOf, seeOther, type Answer } from '../call.ts';
import { html } from '../html.ts';
import type { Store } from '../store.ts';
import { userCookie, type ControlPanelRequest } from './control-panel-request.ts';
import { barePage } from './control-panel-layout.ts';
import { selectField } from './form-fields.ts';

export function signedOutPage(store: Store): string {
  const people = store.users.map(({ id, name }) => ({ value: id, label: name }));
  return barePage(
    'You are signed out',
    html`<p>Sign in to ${store.name} again to go on.</p>
      <form method="post" action="/manage/login" class="stack">
        ${selectField('user', 'Sign in as', people)}
        <button type="submit" class="button primary">Sign in</button>
      </form>`,
  );
}

export function signOut(): Answer {
  return seeOther('/manage/signed-out', userCookie(null));
}

export function signIn(store: Store, form: URLSearchParams): Answer {
  return seeOther('/manage/dashboard', userCookie(store.user(Number(form.get('user'))).id));
}

export function switchUser({ store, call }: ControlPanelRequest): Answer {
  const form = formOf(call);
  const back = form.get('back') ?? '';
  const path = /^\/manage\/[^/\\]/.test(back) ? back : '/manage/dashboard';
  return seeOther(path, userCookie(store.user(Number(form.get('user'))).id));
}
