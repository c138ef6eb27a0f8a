'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import styled from 'styled-components';
import { type ChangeFilters, csvSeparators, exportFormats } from '@/lib/settings/change';
import { ActionButton } from '../ui/action-button';
import { FailureNotice } from '../failures/failure-notice';
import { HandedFileNote } from '../ui/handed-file';
import { PlainSelect } from '../ui/plain-select';
import { useCsvSeparator } from './use-csv-separator';
import { useExport } from './use-export';

interface ExportButtonsProps {
  filters: ChangeFilters;
}

const Row = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.xSmall};
  overflow-wrap: anywhere;
`;

/** Saves what is filtered as a file. */
export function ExportButtons({ filters }: ExportButtonsProps) {
  const t = useTranslations('history.export');
  const id = useId();
  const [separator, setSeparator] = useCsvSeparator();
  const { running, handed, failed, start } = useExport(filters, separator);
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
            off={running !== null && running !== format}
            busy={running === format}
            onClick={() => start(format)}
          />
        ))}
        <label htmlFor={id}>{t('separator')}</label>
        <PlainSelect
          id={id}
          value={separator}
          onChange={({ target }) => {
            const chosen = csvSeparators.find((one) => one === target.value);
            if (chosen !== undefined) setSeparator(chosen);
          }}
        >
          {csvSeparators.map((one) => (
            <option key={one} value={one}>
              {t(`separators.${one}`)}
            </option>
          ))}
        </PlainSelect>
      </Row>
      <HandedFileNote file={handed} />
      {failed !== null && (
        <FailureNotice reading error={failed.error} onTryAgain={() => start(failed.format)} />
      )}
    </>
  );
}
