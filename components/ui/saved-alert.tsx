'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { BreakableText } from './breakable-text';
import { Notice } from './notice';
import { useListFormat } from './use-list-format';

export interface SavedChange {
  field: string;
  before: string;
  after: string;
}

interface SavedAlertProps {
  /** The saved changes, `null` while there is nothing to show. */
  changes: SavedChange[] | null;
  /** Fields that were changed elsewhere meanwhile and whose values stay. */
  takenOver: string[];
  /** Whether the changes undid the save before. */
  undone: boolean;
  /** Undoes the changes; `null` where that is impossible. */
  onUndo: (() => void) | null;
  onClose: () => void;
}

/** In the page before it has a text: only then do screen readers read it out. */
const Corner = styled.div`
  &:not(:empty) {
    margin-block-end: ${({ theme }) => theme.spacing.medium};
    margin-inline: auto ${({ theme }) => theme.spacing.medium};
    max-width: min(${({ theme }) => theme.helpers.remCalc(480)}, 100% - 2rem);
    pointer-events: auto;
    width: fit-content;
  }
`;

const Changes = styled.ul`
  padding-inline-start: ${({ theme }) => theme.spacing.medium};
`;

export function SavedAlert({ changes, takenOver, undone, onUndo, onClose }: SavedAlertProps) {
  const t = useTranslations();
  const formatList = useListFormat();
  const undo = onUndo !== null && (
    <Button
      type="button"
      variant="subtle"
      mobileWidth="auto"
      onClick={() => {
        // The button goes away with its notice.
        document.querySelector('main')?.focus({ preventScroll: true });
        onUndo();
      }}
    >
      {t('saving.undo')}
    </Button>
  );
  return (
    <Corner role="status">
      {changes !== null && (
        <Notice
          type="success"
          title={t(undone ? 'saving.undoneTitle' : 'saving.savedTitle')}
          close={{ label: t('app.close'), onClose }}
          {...(undo === false ? {} : { actions: undo })}
        >
          <Changes>
            {changes.map((change) => (
              <li key={change.field}>
                <Text as="span">
                  <BreakableText text={t('saving.change', { ...change })} />
                </Text>
              </li>
            ))}
          </Changes>
          {takenOver.length > 0 && (
            <Text marginTop="xSmall" marginBottom="none">
              {t('saving.takenOver', { fields: formatList(takenOver) })}
            </Text>
          )}
        </Notice>
      )}
    </Corner>
  );
}
