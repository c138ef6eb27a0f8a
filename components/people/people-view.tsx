'use client';

import { H2, Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Person } from '@/lib/people';
import { type Access, newUserRoles } from '@/lib/session/permissions';
import { FailureNotice } from '../failures/failure-notice';
import { useOpenedStore } from '../shell/opened-store';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { HydratedArea } from '../ui/hydrated-area';
import { PageColumn } from '../ui/page-column';
import { VisuallyHidden } from '../ui/visually-hidden';
import { PeopleTable, usePersonName } from './people-table';
import { RoleControl } from './role-control';
import { type PeopleState, usePeople } from './use-people';

/** The role that users get who open the app for the first time. */
function NewPeople({ state }: { state: PeopleState }) {
  const t = useTranslations('people');
  const { api } = useOpenedStore();
  const current = state.people?.newUserRole;
  if (current === undefined) return null;
  return (
    <Panel header={t('newUsersTitle')}>
      <Text>{t('newUsersDetail')}</Text>
      <RoleControl
        id="role-new-users"
        label={t('newUserRole')}
        changeLabel={t('newUsersChange')}
        current={current}
        choices={newUserRoles}
        busy={state.inFlight === 'newUsers'}
        onChange={(role) =>
          state.change(
            'newUsers',
            () => api.changeNewUserRole({ before: current, after: role }),
            t('newUsersChanged', { role: t(`roles.${role}`) }),
          )
        }
      />
    </Panel>
  );
}

/** Asks before a person is removed. */
function useRemoval(state: PeopleState) {
  const t = useTranslations('people');
  const { api } = useOpenedStore();
  const nameOf = usePersonName();
  const [person, setPerson] = useState<Person | null>(null);
  if (person === null) return { ask: setPerson, dialog: null };
  const { userId, access } = person;
  const name = nameOf(person);

  function remove() {
    setPerson(null);
    // The button goes away with the access.
    document.getElementById(`role-${userId}`)?.focus();
    const step = { before: access, after: 'none' } as const;
    state.change(userId, () => api.changeAccess(userId, step), t('removed', { name }));
  }

  const dialog = (
    <ConfirmDialog
      title={t('removeTitle', { name })}
      detail={t('removeDetail')}
      stay={{ text: t('removeStay'), onClick: () => setPerson(null) }}
      goOn={{ text: t('removeConfirm'), onClick: remove }}
    />
  );
  return { ask: setPerson, dialog };
}

/** Users of the app and their roles, for admins. */
export function PeopleView() {
  const t = useTranslations('people');
  const { api } = useOpenedStore();
  const state = usePeople();
  const nameOf = usePersonName();
  const removal = useRemoval(state);
  const { people, failure, inFlight, done } = state;

  function changeAccess(person: Person, after: Access) {
    const { userId, access: before } = person;
    const words = t('changed', { name: nameOf(person), role: t(`roles.${after}`) });
    state.change(userId, () => api.changeAccess(userId, { before, after }), words);
  }

  return (
    <HydratedArea>
      <PageColumn>
        <H2 marginBottom="xxSmall">{t('title')}</H2>
        <Text color="secondary60">{t('detail')}</Text>
        <div role="status">{done !== '' && <Text>{done}</Text>}</div>
        {failure !== null && (
          <FailureNotice reading={failure.reading} error={failure.error} onTryAgain={state.readAgain} />
        )}
        {people === null && failure === null && <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>}
        {people !== null && (
          <>
            <Panel>
              <PeopleTable
                people={people.people}
                inFlight={typeof inFlight === 'number' ? inFlight : null}
                onChange={changeAccess}
                onRemove={removal.ask}
              />
            </Panel>
            <NewPeople state={state} />
          </>
        )}
        {removal.dialog}
      </PageColumn>
    </HydratedArea>
  );
}
