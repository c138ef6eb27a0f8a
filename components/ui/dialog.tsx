'use client';

import { Button, type ButtonProps, H2 } from '@bigcommerce/big-design';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import styled from 'styled-components';

interface DialogAction {
  text: string;
  onClick: () => void;
  variant?: NonNullable<ButtonProps['variant']>;
  actionType?: NonNullable<ButtonProps['actionType']>;
  disabled?: boolean;
}

interface DialogProps {
  title: string;
  /** Called for Escape. */
  onClose: () => void;
  /** The buttons in their order at the bottom, from cancel to confirm. */
  actions: readonly DialogAction[];
  children: ReactNode;
}

const Frame = styled.dialog`
  ${({ theme }) => theme.shadow.floating};
  background: ${({ theme }) => theme.colors.white};
  border: 0;
  box-sizing: border-box;
  color: inherit;
  flex-direction: column;
  margin: auto;
  max-height: 90dvh;
  max-width: ${({ theme }) => theme.breakpointValues.tablet};
  /* An e-mail address in the title is wider than a phone. */
  overflow-wrap: anywhere;
  padding: ${({ theme }) => theme.spacing.medium};
  width: 90%;

  ${({ theme }) => theme.breakpoints.tablet} {
    padding: ${({ theme }) => theme.spacing.xLarge};
  }

  &[open] {
    display: flex;
  }

  &::backdrop {
    background: ${({ theme }) => theme.colors.secondary70};
    opacity: 0.5;
  }

  &:focus {
    outline: none;
  }
`;

const Body = styled.div`
  flex: 1 1 auto;
  /* Room for the focus rings, which the scrolled box would cut off. */
  margin: ${({ theme }) => theme.spacing.medium} -${({ theme }) => theme.spacing.xxSmall};
  overflow-y: auto;
  overscroll-behavior: contain;
  padding-inline: ${({ theme }) => theme.spacing.xxSmall};
`;

const Actions = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.xSmall};
  justify-content: flex-end;
`;

function isSameStop(one: HTMLElement | undefined, other: Element | null): boolean {
  if (one === other) return true;
  const radios = one instanceof HTMLInputElement && other instanceof HTMLInputElement && one.type === 'radio';
  return radios && one.name === other.name;
}

/** Where Tab stops, in order; a group of radio buttons is one stop, at the button that is chosen. */
function tabStops(dialog: HTMLElement): HTMLElement[] {
  const controls = [...dialog.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')];
  const usable = controls.filter((control) => !control.matches(':disabled') && control.checkVisibility());
  return usable.filter((control) => {
    const group = usable.filter((other) => isSameStop(other, control));
    return control === (group.find((other) => other.matches(':checked')) ?? group[0]);
  });
}

/**
 * Keeps Tab inside the dialog. The browser makes the page inert, but would move Tab on to its own toolbars and other
 * frames.
 */
function keepTabInside(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const stops = tabStops(event.currentTarget);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const { activeElement } = document;
  if (!isSameStop(from, activeElement) && activeElement !== event.currentTarget) return;
  event.preventDefault();
  to?.focus();
}

/**
 * The browser's own modal dialog in BigDesign's look. BigDesign's listens for Escape on itself and gets the focus only
 * after it was painted; here keys count from the first moment, and the focus returns to where it was.
 */
export function Dialog({ title, onClose, actions, children }: DialogProps) {
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  // Before the browser paints, so that the dialog is never visible without the focus in it.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  // Outside the form that opened it: Enter in one of its fields submits nothing.
  return createPortal(
    <Frame
      ref={dialog}
      aria-labelledby={titleId}
      onKeyDown={keepTabInside}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <H2 id={titleId} marginBottom="none">
        {title}
      </H2>
      <Body>{children}</Body>
      <Actions>
        {actions.map(({ text, ...action }) => (
          <Button key={text} type="button" mobileWidth="auto" marginLeft="none" {...action}>
            {text}
          </Button>
        ))}
      </Actions>
    </Frame>,
    document.body,
  );
}
