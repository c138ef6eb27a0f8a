'use client';

import { useTranslations } from 'next-intl';
import styled from 'styled-components';

/** Marks what has unsaved changes; drawn as a border, so that it is there in forced colours, too. */
export const DraftMark = styled.span.attrs({ 'aria-hidden': true })`
  border: 4px solid ${({ theme }) => theme.colors.warning70};
  border-radius: 50%;
  display: inline-block;
  margin-inline: ${({ theme }) => theme.spacing.xxSmall};
  vertical-align: middle;
`;

const Note = styled.span`
  color: ${({ theme }) => theme.colors.secondary60};
  display: inline-block;
  font-size: ${({ theme }) => theme.typography.fontSize.small};
`;

/** Says beside a name that its page has unsaved changes. */
export function DraftNote() {
  const t = useTranslations('drafts');
  return (
    <Note>
      <DraftMark />
      {t('mark')}
    </Note>
  );
}
