'use client';

import { Button, Small } from '@bigcommerce/big-design';
import { useFormatter, useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { Person } from '@/lib/people';
import { type Access, appRoles } from '@/lib/session/permissions';
import { RoleControl } from './role-control';
import { readerTimeZone } from '../ui/day';
import { useJoinedTexts } from '../ui/use-joined-texts';

/** One row for each person; on narrow screens the cells of a row stand below each other. */
const Table = styled.table`
  border-collapse: collapse;
  overflow-wrap: anywhere;
  width: 100%;

  th {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    text-align: start;
  }

  tr {
    border-block-end: ${({ theme }) => theme.border.box};
  }

  td,
  th {
    padding: ${({ theme }) => theme.spacing.small} ${({ theme }) => theme.spacing.small}
      ${({ theme }) => theme.spacing.small} 0;
  }

  @media (max-width: 45rem) {
    thead {
      block-size: 1px;
      clip-path: inset(50%);
      inline-size: 1px;
      overflow: hidden;
      position: absolute;
    }

    tr,
    td,
    tbody th {
      display: block;
    }

    td,
    tbody th {
      padding-block: ${({ theme }) => theme.spacing.xxSmall};
    }

    tr {
      padding-block: ${({ theme }) => theme.spacing.xSmall};
    }
  }
`;

interface PersonRowProps {
  person: Person;
  busy: boolean;
  onChange: (access: Access) => void;
  onRemove: () => void;
}

/** A person's name: the e-mail address, or the ID where BigCommerce removed the user. */
export function usePersonName(): (person: Pick<Person, 'userId' | 'email'>) => string {
  const t = useTranslations('history');
  return ({ userId, email }) => email ?? t('removedUser', { id: String(userId) });
}

function PersonRow({ person, busy, onChange, onRemove }: PersonRowProps) {
  const t = useTranslations('people');
  const format = useFormatter();
  const joined = useJoinedTexts();
  const name = usePersonName()(person);
  const { userId, isOwner, isYou, access, lastSeenAt } = person;
  const isFixed = isOwner || isYou;
  const marks = [isOwner && t('owner'), isYou && t('you')].filter((mark) => mark !== false);
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {name}
        {marks.length > 0 && (
          <Small color="secondary60" marginBottom="none">
            {joined.facts(marks)}
          </Small>
        )}
      </th>
      <td role="cell">
        {isFixed ? (
          <>
            {t(`roles.${access}`)}
            <Small color="secondary60" marginBottom="none">
              {t(isOwner ? 'fixedOwner' : 'fixedYou')}
            </Small>
          </>
        ) : (
          <RoleControl
            id={`role-${userId}`}
            label={t('roleFor', { name })}
            changeLabel={t('changeFor', { name })}
            current={access}
            choices={appRoles}
            busy={busy}
            onChange={onChange}
          />
        )}
      </td>
      <td role="cell">
        <time dateTime={new Date(lastSeenAt).toISOString()}>
          {format.dateTime(lastSeenAt, {
            dateStyle: 'medium',
            timeStyle: 'short',
            timeZone: readerTimeZone,
          })}
        </time>
      </td>
      <td role="cell">
        {!isFixed && access !== 'none' && (
          <Button
            type="button"
            variant="subtle"
            mobileWidth="auto"
            aria-label={t('removeFor', { name })}
            onClick={onRemove}
          >
            {t('remove')}
          </Button>
        )}
      </td>
    </tr>
  );
}

interface PeopleTableProps {
  people: readonly Person[];
  /** Whose role is being changed. */
  inFlight: number | null;
  onChange: (person: Person, access: Access) => void;
  onRemove: (person: Person) => void;
}

/** The people that have opened the app, with their roles and the time of the last opening. */
export function PeopleTable({ people, inFlight, onChange, onRemove }: PeopleTableProps) {
  const t = useTranslations('people');
  return (
    <Table role="table" aria-label={t('title')}>
      <thead role="rowgroup">
        <tr role="row">
          {(['person', 'role', 'lastSeen', 'actions'] as const).map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {people.map((person) => (
          <PersonRow
            key={person.userId}
            person={person}
            busy={inFlight === person.userId}
            onChange={(access) => onChange(person, access)}
            onRemove={() => onRemove(person)}
          />
        ))}
      </tbody>
    </Table>
  );
}
