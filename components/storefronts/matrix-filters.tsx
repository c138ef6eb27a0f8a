'use client';

import { Button, Checkbox, Input } from '@bigcommerce/big-design';
import { CloseIcon, SearchIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { OutlinedControl } from '../ui/outlined-control';

interface MatrixFiltersProps {
  query: string;
  onlyOverridden: boolean;
  /** Only storefronts with a value of their own for it; `null` where no link asked for that. */
  field: InheritableField | null;
  onQuery: (query: string) => void;
  onOnlyOverridden: (only: boolean) => void;
  onAnyField: () => void;
}

export const queryId = 'storefronts-query';

const Row = styled.div`
  align-items: flex-end;
  column-gap: ${({ theme }) => theme.spacing.xLarge};
  display: flex;
  flex-wrap: wrap;
  row-gap: ${({ theme }) => theme.spacing.small};

  > :first-child {
    flex: 0 1 20rem;
  }

  > :not(:first-child) {
    align-items: center;
    display: flex;
    min-height: ${({ theme }) => theme.spacing.xxLarge};
  }
`;

const FieldFilter = styled.span`
  background-color: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  gap: ${({ theme }) => theme.spacing.xSmall};
  padding-inline-start: ${({ theme }) => theme.spacing.small};
`;

/** Narrows down which storefronts are shown. */
export function MatrixFilters(props: MatrixFiltersProps) {
  const { query, onlyOverridden, field, onQuery, onOnlyOverridden, onAnyField } = props;
  const t = useTranslations('matrix');
  return (
    <Row role="search">
      <OutlinedControl $invalid={false}>
        <Input
          id={queryId}
          type="search"
          label={t('filter')}
          autoComplete="off"
          spellCheck={false}
          iconLeft={<SearchIcon color="secondary60" />}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
        />
      </OutlinedControl>
      <div>
        <Checkbox
          label={t('onlyOverridden')}
          checked={onlyOverridden}
          onChange={(event) => onOnlyOverridden(event.target.checked)}
        />
      </div>
      {field !== null && (
        <FieldFilter>
          {t('overrides', { setting: t(`columns.${field}`) })}
          <Button
            type="button"
            variant="utility"
            mobileWidth="auto"
            iconOnly={<CloseIcon title={t('removeFilter', { setting: t(`columns.${field}`) })} />}
            onClick={() => {
              // The button goes away with its filter.
              document.getElementById(queryId)?.focus();
              onAnyField();
            }}
          />
        </FieldFilter>
      )}
    </Row>
  );
}
