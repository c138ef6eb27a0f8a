'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import styled from 'styled-components';
import type { Access } from '@/lib/session/permissions';
import { ActionButton } from '../ui/action-button';
import { PlainSelect } from '../ui/plain-select';

interface RoleControlProps<Role extends Access> {
  id: string;
  /** The name of the list of roles. */
  label: string;
  /** The name of the button. */
  changeLabel: string;
  current: Role;
  /** The roles that can be chosen. */
  choices: readonly Role[];
  busy: boolean;
  onChange: (role: Role) => void;
}

const Row = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.xSmall};
  display: flex;
  flex-wrap: wrap;
  row-gap: ${({ theme }) => theme.spacing.xSmall};
`;

/** A role and the button that changes it: with the arrow keys alone, each role on the way would be saved. */
export function RoleControl<Role extends Access>(props: RoleControlProps<Role>) {
  const { id, label, changeLabel, current, choices, busy, onChange } = props;
  const t = useTranslations('people');
  const roleName = (one: Access) => t(`roles.${one}`);
  const [chosen, setChosen] = useState<{ of: Role; role: Role }>({ of: current, role: current });
  // A choice was made for the role of that time.
  const role = chosen.of === current ? chosen.role : current;
  const offered = choices.includes(current) ? choices : [current, ...choices];
  return (
    <Row>
      <PlainSelect
        id={id}
        aria-label={label}
        value={role}
        onChange={({ target }) => {
          const next = offered.find((one) => one === target.value);
          if (next !== undefined) setChosen({ of: current, role: next });
        }}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {roleName(one)}
          </option>
        ))}
      </PlainSelect>
      <ActionButton
        type="button"
        variant="secondary"
        label={t('change')}
        name={changeLabel}
        busyLabel={t('changing')}
        off={role === current}
        busy={busy}
        onClick={() => onChange(role)}
      />
    </Row>
  );
}
