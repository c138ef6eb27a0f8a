'use client';

import { Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { type ChangeFilters, exportFormats } from '@/lib/settings/change';
import { ActionButton } from '../ui/action-button';
import { FailureNotice } from '../failures/failure-notice';
import { useExport } from './use-export';

interface ExportButtonsProps {
  filters: ChangeFilters;
  /** Nothing to write down. */
  off: boolean;
}

const Row = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.xSmall};
  overflow-wrap: anywhere;
`;

/** Saves what is filtered as a file. */
export function ExportButtons({ filters, off }: ExportButtonsProps) {
  const t = useTranslations('history.export');
  const { running, done, failed, start } = useExport(filters);
  return (
    <>
      <Row role="group" aria-label={t('label')}>
        {exportFormats.map((format) => (
          <ActionButton
            key={format}
            type="button"
            variant="secondary"
            label={t(format)}
            busyLabel={t('running')}
            off={off || (running !== null && running !== format)}
            busy={running === format}
            onClick={() => start(format)}
          />
        ))}
        <Small as="span" role="status" color="secondary60" marginBottom="none">
          {done === null ? '' : t('done', { name: done })}
        </Small>
      </Row>
      {failed !== null && <FailureNotice error={failed.error} onTryAgain={() => start(failed.format)} />}
    </>
  );
}
