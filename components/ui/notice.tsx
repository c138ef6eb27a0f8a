'use client';

import { Button, H4 } from '@bigcommerce/big-design';
import { CheckCircleIcon, CloseIcon, ErrorIcon, InfoIcon, WarningIcon } from '@bigcommerce/big-design-icons';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { HydratedControls } from './hydrated-area';

type NoticeType = 'success' | 'info' | 'warning' | 'error';

interface NoticeProps {
  type: NoticeType;
  title: string;
  /** `alert` interrupts; without a role the notice is read where it stands. */
  role?: 'alert';
  close?: { label: string; onClose: () => void };
  actions?: ReactNode;
  children?: ReactNode;
}

const icons = {
  success: <CheckCircleIcon color="success50" />,
  info: <InfoIcon color="primary60" />,
  warning: <WarningIcon color="warning50" />,
  error: <ErrorIcon color="danger" />,
} as const;

const edges = { success: 'success', info: 'primary60', warning: 'warning50', error: 'danger' } as const;

const Card = styled.section<{ $type: NoticeType }>`
  ${({ theme }) => theme.shadow.raised};
  background: ${({ theme }) => theme.colors.white};
  border-inline-start: ${({ theme }) => theme.spacing.xxSmall} solid
    ${({ $type, theme }) => theme.colors[edges[$type]]};
  box-sizing: border-box;
  column-gap: ${({ theme }) => theme.spacing.small};
  display: grid;
  grid-template-columns: ${({ theme }) => theme.spacing.xLarge} minmax(0, 1fr) auto;
  overflow-wrap: anywhere;
  padding: ${({ theme }) => theme.spacing.small};

  ul,
  ol,
  dl {
    margin-block: ${({ theme }) => theme.spacing.xxSmall} 0;
  }
`;

const Actions = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.xSmall};
  margin-block-start: ${({ theme }) => theme.spacing.xSmall};
`;

/** BigDesign's message, with a role that fits what it says and a close button that has a name. */
export function Notice({ type, title, role, close, actions, children }: NoticeProps) {
  function closeAndMoveOn() {
    // The button goes away with its notice; without this the keyboard would start over at the top.
    document.querySelector('main')?.focus({ preventScroll: true });
    close?.onClose();
  }

  return (
    <Card $type={type} role={role} aria-label={role === undefined ? title : undefined}>
      {icons[type]}
      <div>
        <H4 as="h2" marginBottom="xxSmall">
          {title}
        </H4>
        {children}
        {actions !== undefined && (
          <HydratedControls>
            <Actions>{actions}</Actions>
          </HydratedControls>
        )}
      </div>
      {close !== undefined && (
        <HydratedControls>
          <Button
            type="button"
            variant="utility"
            mobileWidth="auto"
            iconOnly={<CloseIcon title={close.label} />}
            onClick={closeAndMoveOn}
          />
        </HydratedControls>
      )}
    </Card>
  );
}
