'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isInheritable, type SettingField } from '@/lib/settings/customer-settings';
import { historyPlace } from '../shell/place';
import { usePlace } from '../shell/place-context';
import { useAllows } from '../shell/use-role';

export interface CellActionsProps {
  channelId: number;
  /** The storefront's name. */
  name: string;
  field: SettingField;
  /** Whether the storefront has a value of its own that can be reset to the store's. */
  overrides: boolean;
  /** The keyboard comes to the first setting of a row by Tab and to the others by the arrow keys. */
  first: boolean;
  onReset: (channelId: number, field: SettingField) => void;
}

const isOfCell = (element: Element) => element.matches('button.actions');

/** Moves the focus between the cells of the table by the arrow keys. */
export function moveBetweenCells(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !isOfCell(from)) return;
  const row = from.closest('tr');
  const inRow = (one: Element | null | undefined) => [...(one?.querySelectorAll('button.actions') ?? [])];
  const column = inRow(row).indexOf(from);
  const next = {
    ArrowRight: inRow(row)[column + 1],
    ArrowLeft: inRow(row)[column - 1],
    ArrowDown: inRow(row?.nextElementSibling)[column],
    ArrowUp: inRow(row?.previousElementSibling)[column],
  }[event.key];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

interface CellMenuProps extends Omit<CellActionsProps, 'first'> {
  label: string;
  onClose: () => void;
}

/** The actions on one setting of one storefront. */
function CellMenu({ channelId, field, overrides, label, onReset, onClose }: CellMenuProps) {
  const t = useTranslations('matrix.actions');
  const { go } = usePlace();
  const mayWrite = useAllows('write');
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => menu.current?.querySelector('button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const items = [...event.currentTarget.querySelectorAll('button')];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    if (event.key === 'Escape' || to !== undefined) event.preventDefault();
    if (to !== undefined) items.at(to % items.length)?.focus();
  }

  const items: { key: 'edit' | 'show' | 'reset' | 'history'; run: () => void }[] = [
    { key: mayWrite ? 'edit' : 'show', run: () => go({ view: 'storefront', channelId }, field) },
    { key: 'history', run: () => go(historyPlace(channelId, field)) },
  ];
  if (overrides && mayWrite && isInheritable(field))
    items.splice(1, 0, { key: 'reset', run: () => onReset(channelId, field) });
  return (
    <div ref={menu} role="menu" tabIndex={-1} aria-label={label} className="menu" onKeyDown={onKeyDown}>
      {items.map(({ key, run }) => (
        <button
          key={key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {t(key)}
        </button>
      ))}
    </div>
  );
}

/** The button of a cell that opens the menu with its actions. */
export function CellActions({ first, ...props }: CellActionsProps) {
  const t = useTranslations('matrix');
  const { name, field } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const label = t('actions.label', { setting: t(`columns.${field}`), name });
  return (
    <div
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="actions"
        tabIndex={first ? 0 : -1}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <CellMenu
          {...props}
          label={label}
          onClose={() => {
            button.current?.focus();
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}
