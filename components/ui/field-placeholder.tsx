'use client';

import styled from 'styled-components';
import { FieldFrame } from './field-frame';

interface FieldPlaceholderProps {
  id: string;
  label: string;
  help: string;
  kind: 'switch' | 'input';
}

const Block = styled.span<{ $kind: 'switch' | 'input' }>`
  background: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  display: block;
  flex: none;
  height: ${({ $kind, theme }) => theme.helpers.remCalc($kind === 'switch' ? 24 : 36)};
  width: ${({ $kind, theme }) => ($kind === 'switch' ? theme.helpers.remCalc(46) : '100%')};
`;

/** Where a field will be, as tall as it. */
export function FieldPlaceholder({ id, label, help, kind }: FieldPlaceholderProps) {
  return (
    <FieldFrame
      id={`${id}-placeholder`}
      label={label}
      help={help}
      controlFirst={kind === 'switch'}
      plainLabel
    >
      <Block $kind={kind} />
    </FieldFrame>
  );
}
