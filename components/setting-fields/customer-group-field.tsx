'use client';

import { Input } from '@bigcommerce/big-design';
import { ArrowDropDownIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type FocusEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import styled from 'styled-components';
import type { CustomerGroup } from '@/lib/settings/customer-group';
import { lazyComponent } from '../failures/lazy-component';
import { VisuallyHidden } from '../ui/visually-hidden';
import { describedBy, FieldFrame } from '../ui/field-frame';
import { OutlinedControl } from '../ui/outlined-control';
import { type GroupCombobox, useGroupCombobox } from './use-group-combobox';

/** After the form, which it must not hold up. */
const listboxDelayMs = 1_000;

const Panel = styled.div`
  ${({ theme }) => theme.shadow.floating};
  background: ${({ theme }) => theme.colors.white};
  inset: calc(100% + 4px) 0 auto;
  padding: ${({ theme }) => theme.spacing.small};
  position: absolute;
  z-index: ${({ theme }) => theme.zIndex.popover};
`;

/** A press in it leaves the focus in the field, whose loss would close it. */
function ListPanel({ children }: { children: ReactNode }) {
  return <Panel onMouseDown={(event) => event.preventDefault()}>{children}</Panel>;
}

// The form is there sooner without it.
const GroupListbox = lazyComponent(
  () => import('./group-listbox').then(({ GroupListbox: listbox }) => listbox),
  { frame: ListPanel },
);

/** No group and no choice has this number. */
const nothingChosen = -1;

interface CustomerGroupFieldProps {
  id: string;
  label: string;
  help: string;
  error: string | undefined;
  readOnly?: boolean;
  /** `null` while nothing is chosen. */
  value: number | null;
  groups: readonly CustomerGroup[];
  groupName: (id: number) => string;
  /** The group's benefits in one line. */
  groupGives: (id: number) => string;
  onChange: (value: number) => void;
}

const Toggle = styled.button`
  align-items: center;
  background: none;
  border: 0;
  color: inherit;
  cursor: pointer;
  display: flex;
  min-height: ${({ theme }) => theme.spacing.xLarge};
  padding: 0;
`;

/**
 * Selects the text of a field that gets the focus, so that typing replaces it. WebKit undoes the selection at the end of
 * the press that gave the focus, because it takes it for a press into a selection: that is its default action of
 * `mouseup`. Later presses place the caret as in any field, and a part that was dragged over stays selected.
 */
function useSelectionOnFocus() {
  const givesFocus = useRef(false);
  return {
    onMouseDown: ({ currentTarget }: MouseEvent<HTMLInputElement>) => {
      givesFocus.current = document.activeElement !== currentTarget;
    },
    onFocus: ({ currentTarget }: FocusEvent<HTMLInputElement>) => {
      currentTarget.select();
    },
    onMouseUp: (event: MouseEvent<HTMLInputElement>) => {
      const { selectionStart, selectionEnd, value } = event.currentTarget;
      if (givesFocus.current && selectionStart === 0 && selectionEnd === value.length) event.preventDefault();
    },
  };
}

interface GroupInputProps extends Pick<CustomerGroupFieldProps, 'id' | 'error'> {
  combobox: GroupCombobox;
  listId: string;
  /** The name of the group that is chosen. */
  name: string;
}

/** Where a name is typed. The button at its end opens the list as well. */
function GroupInput({ id, error, combobox, listId, name }: GroupInputProps) {
  const t = useTranslations('groups');
  const { open, query, active } = combobox;
  const selection = useSelectionOnFocus();

  function toggle() {
    document.getElementById(id)?.focus();
    if (open) combobox.close();
    else combobox.show();
  }

  return (
    <Input
      id={id}
      role="combobox"
      autoComplete="off"
      spellCheck={false}
      value={query ?? name}
      error={error}
      aria-autocomplete="list"
      aria-expanded={open}
      aria-controls={open ? listId : undefined}
      aria-activedescendant={active === undefined ? undefined : combobox.optionId(active)}
      aria-describedby={describedBy(id, error)}
      aria-invalid={error !== undefined}
      onChange={(event) => combobox.type(event.target.value)}
      // Leaving a faulty field moves what is below it: a click that began here may end elsewhere.
      onMouseDown={(event) => {
        selection.onMouseDown(event);
        combobox.show();
      }}
      onMouseUp={selection.onMouseUp}
      onClick={combobox.show}
      onFocus={selection.onFocus}
      onBlur={combobox.close}
      onKeyDown={combobox.onKeyDown}
      iconRight={
        <Toggle
          type="button"
          tabIndex={-1}
          aria-label={t('show')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={toggle}
        >
          <ArrowDropDownIcon />
        </Toggle>
      }
    />
  );
}

/** The group that is chosen, for users who may not choose another one. */
function ReadOnlyGroup({ id, label, help, error, value, groupName }: CustomerGroupFieldProps) {
  return (
    <FieldFrame id={id} label={label} help={help} error={error}>
      <OutlinedControl $invalid={error !== undefined}>
        <Input
          id={id}
          readOnly
          value={value === null ? '' : groupName(value)}
          aria-describedby={describedBy(id, error)}
        />
      </OutlinedControl>
    </FieldFrame>
  );
}

/** A customer group, found by name among thousands. */
export function CustomerGroupField(props: CustomerGroupFieldProps) {
  return props.readOnly === true ? <ReadOnlyGroup {...props} /> : <EditedGroup {...props} />;
}

function EditedGroup(props: CustomerGroupFieldProps) {
  const { id, label, help, error, value, groups, groupName, groupGives, onChange } = props;
  const t = useTranslations('groups');
  const combobox = useGroupCombobox({
    id,
    groups,
    value: value ?? nothingChosen,
    noGroupName: t('none'),
    onChange,
  });
  const listId = `${id}-list`;
  const found = combobox.options.shown.length + combobox.options.more;

  // At hand before it drops down, even if the connection is lost until then.
  useEffect(() => {
    const timer = setTimeout(GroupListbox.preload, listboxDelayMs);
    return () => clearTimeout(timer);
  }, []);

  return (
    <FieldFrame id={id} label={label} help={help} error={error}>
      <OutlinedControl $invalid={error !== undefined}>
        <GroupInput
          id={id}
          error={error}
          combobox={combobox}
          listId={listId}
          name={value === null ? '' : groupName(value)}
        />
        {combobox.open && (
          <GroupListbox
            id={listId}
            label={label}
            combobox={combobox}
            value={value ?? nothingChosen}
            groupName={groupName}
            groupGives={groupGives}
          />
        )}
      </OutlinedControl>
      <VisuallyHidden role="status">
        {combobox.query === null ? '' : t('found', { count: found })}
      </VisuallyHidden>
    </FieldFrame>
  );
}
