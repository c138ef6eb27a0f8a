'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useLayoutEffect, useRef } from 'react';
import styled from 'styled-components';
import { noCustomerGroup } from '@/lib/settings/customer-settings';
import type { GroupCombobox } from './use-group-combobox';

interface GroupListboxProps {
  id: string;
  label: string;
  combobox: GroupCombobox;
  value: number;
  groupName: (id: number) => string;
  /** The group's benefits in one line. */
  groupGives: (id: number) => string;
}

const saveBarHeight = 64;

const Popup = styled.div`
  ${({ theme }) => theme.shadow.floating};
  background: ${({ theme }) => theme.colors.white};
  box-sizing: border-box;
  inset: calc(100% + 4px) 0 auto;
  position: absolute;
  z-index: ${({ theme }) => theme.zIndex.popover};

  &[data-placement='above'] {
    inset: auto 0 calc(100% + 4px);
  }

  @media (forced-colors: active) {
    border: 1px solid CanvasText;
  }
`;

/** One style sheet for all options: as components of their own they would take most of the time until the list is there. */
const Options = styled.ul`
  list-style: none;
  margin: 0;
  max-height: ${({ theme }) => theme.helpers.remCalc(250)};
  overflow-y: auto;
  padding: ${({ theme }) => theme.spacing.xSmall} 0;

  &:empty {
    padding: 0;

    + * {
      border-top: 0;
    }
  }

  li {
    align-items: baseline;
    cursor: pointer;
    display: flex;
    gap: ${({ theme }) => theme.spacing.medium};
    justify-content: space-between;
    line-height: ${({ theme }) => theme.lineHeight.medium};
    overflow-wrap: anywhere;
    padding: ${({ theme }) => theme.spacing.xxSmall} ${({ theme }) => theme.spacing.medium};
  }

  li[aria-selected='true'] {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  }

  li[data-active='true'] {
    background: ${({ theme }) => theme.colors.secondary20};
  }

  small {
    color: ${({ theme }) => theme.colors.secondary60};
    font-size: ${({ theme }) => theme.typography.fontSize.small};
    font-weight: ${({ theme }) => theme.typography.fontWeight.regular};
    line-height: ${({ theme }) => theme.lineHeight.small};
  }

  /* Its own line, in the option's name. */
  span > small {
    display: block;
    line-height: inherit;
  }

  @media (forced-colors: active) {
    li[data-active='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    /* The chosen option has Highlight as its surface. */
    li[data-active='true'][aria-selected='true'] {
      outline-color: HighlightText;
    }
  }
`;

const Footnote = styled.div`
  border-top: ${({ theme }) => theme.border.box};
  padding: ${({ theme }) => theme.spacing.xSmall} ${({ theme }) => theme.spacing.medium};
`;

/** Above its field where it would not fit below: the bar with the buttons stays in sight at the bottom. */
function placePopup(popup: HTMLElement): void {
  const field = popup.parentElement?.getBoundingClientRect();
  if (field === undefined) return;
  const { height } = popup.getBoundingClientRect();
  const roomBelow = window.innerHeight - saveBarHeight - field.bottom;
  if (height > roomBelow && height < field.top) popup.dataset.placement = 'above';
  popup.scrollIntoView({ block: 'nearest' });
}

/** The list that drops down. Focus stays in the field; the marked option is named to it by id. */
export function GroupListbox({ id, label, combobox, value, groupName, groupGives }: GroupListboxProps) {
  const t = useTranslations('groups');
  const popup = useRef<HTMLDivElement>(null);
  const { shown, more } = combobox.options;

  useLayoutEffect(() => {
    if (popup.current !== null) placePopup(popup.current);
  }, []);

  return (
    // The field must not lose the focus to its list.
    <Popup ref={popup} onMouseDown={(event) => event.preventDefault()}>
      <Options role="listbox" id={id} aria-label={label}>
        {shown.map((groupId) => (
          <li
            key={groupId}
            id={combobox.optionId(groupId)}
            role="option"
            aria-selected={groupId === value}
            data-active={groupId === combobox.active}
            onClick={() => combobox.choose(groupId)}
          >
            <span>
              {groupName(groupId)}
              <small>{groupGives(groupId)}</small>
            </span>
            {groupId !== noCustomerGroup && <small aria-hidden>{t('id', { id: String(groupId) })}</small>}
          </li>
        ))}
      </Options>
      {(shown.length === 0 || more > 0) && (
        <Footnote>
          <Small marginBottom="none">{more > 0 ? t('more', { count: more }) : t('noMatch')}</Small>
        </Footnote>
      )}
    </Popup>
  );
}
