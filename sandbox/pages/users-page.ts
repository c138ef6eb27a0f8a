import { formOf, seeOther, type Answer } from '../call.ts';
import { html, type Markup } from '../html.ts';
import type { User } from '../store-parts.ts';
import type { ControlPanelRequest } from './control-panel-request.ts';
import { controlPanelPage } from './control-panel-layout.ts';
import { buttonForm, textField } from './form-fields.ts';

export function usersPage(request: ControlPanelRequest): string {
  const { store, parts } = request;
  return controlPanelPage(request, {
    title: 'Users',
    content: html`<table>
        <thead>
          <tr>
            <th>Name</th>
            <th>E-mail</th>
            <th>Language</th>
            <th>Role</th>
            <th>${parts.app.name}</th>
          </tr>
        </thead>
        <tbody>
          ${store.users.map(userRow)}
        </tbody>
      </table>
      <form method="post" action="/manage/users/owner-email" class="row">
        ${textField('email', 'Owner’s e-mail', store.owner.email, 'email')}
        <button type="submit" class="button">Change e-mail</button>
      </form>`,
  });
}

function userRow(user: User): Markup {
  return html`<tr>
    <td>${user.name}</td>
    <td>${user.email}</td>
    <td>${user.locale}</td>
    <td>${user.role === 'owner' ? 'Owner' : 'Staff'}</td>
    <td>${accessOf(user)}</td>
  </tr>`;
}

function accessOf(user: User): Markup {
  if (user.role === 'owner') return html`Has access`;
  const fields = { user: user.id };
  return user.mayOpenApp
    ? buttonForm('/manage/users/remove', 'Remove access', fields, { name: `Remove access of ${user.name}` })
    : buttonForm('/manage/users/let-in', 'Give access', fields, { name: `Give access to ${user.name}` });
}

export async function removeUser({ parts, store, call }: ControlPanelRequest): Promise<Answer> {
  const user = store.user(Number(formOf(call).get('user')));
  if (store.installation === null) {
    user.mayOpenApp = false;
    return usersNotice(`${user.name} has no access any more.`);
  }
  const answer = await parts.callbacks.removeUser(store.hash, user.id);
  return usersNotice(`${user.name} has no access any more. The app answered ${answer.status || 'nothing'}.`);
}

export function letUserIn({ store, call }: ControlPanelRequest): Answer {
  const user = store.user(Number(formOf(call).get('user')));
  user.mayOpenApp = true;
  return usersNotice(`${user.name} has access.`);
}

export function changeOwnerEmail({ store, call }: ControlPanelRequest): Answer {
  const email = formOf(call).get('email')?.trim() ?? '';
  if (email !== '') store.changeOwnerEmail(email);
  return usersNotice('The owner’s e-mail is changed. Apps ask for permission again.');
}

function usersNotice(text: string): Answer {
  return seeOther(`/manage/users?notice=${encodeURIComponent(text)}`);
}
