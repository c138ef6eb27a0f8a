'use client';

import { Button, Checkbox, Input } from '@bigcommerce/big-design';
import { CloseIcon, SearchIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import styled from 'styled-components';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { OutlinedControl } from '../ui/outlined-control';
import { PlainSelect } from '../ui/plain-select';
import type { ValueFilter } from './matrix-search';
import type { Matrix } from './use-matrix';

interface MatrixFiltersProps {
  matrix: Matrix;
  /** Only storefronts with a value of their own for it; `null` where no link asked for that. */
  field: InheritableField | null;
  onAnyField: () => void;
}

export const queryId = 'storefronts-query';

/** One line also in the control panel's frame, which is narrower than the window: the two fields take what is left. */
const Row = styled.div`
  align-items: flex-end;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex-wrap: wrap;
  row-gap: ${({ theme }) => theme.spacing.small};

  > :first-child {
    flex: 1 1 10rem;
    max-width: 16rem;
  }

  > :not(:first-child) {
    align-items: center;
    display: flex;
    min-height: ${({ theme }) => theme.spacing.xxLarge};
  }
`;

/** Its label stands above it, as that of the search does. */
const ValueChoice = styled.div`
  flex: 1 1 10rem;
  max-width: 15rem;

  && {
    align-items: stretch;
    flex-direction: column;
    gap: ${({ theme }) => theme.spacing.xxSmall};
  }

  label {
    font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
    line-height: ${({ theme }) => theme.lineHeight.medium};
  }

  select {
    width: 100%;
  }
`;

const FieldFilter = styled.span`
  background-color: ${({ theme }) => theme.colors.secondary20};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  gap: ${({ theme }) => theme.spacing.xSmall};
  padding-inline-start: ${({ theme }) => theme.spacing.small};
`;

const anyValue = '';

const keyOf = ({ field, value }: ValueFilter) => `${field} ${String(value)}`;

/** Every value that is in effect somewhere, by setting, with the number of its storefronts. */
function ValueSelect({ matrix }: Pick<MatrixFiltersProps, 'matrix'>) {
  const t = useTranslations('matrix');
  const id = useId();
  const { choices, choose, columns, words } = matrix;
  const { value: chosen } = choices;
  const known = columns.flatMap(({ field, values }) => values.map(({ value }) => ({ field, value })));
  const missing = chosen !== null && !known.some((one) => keyOf(one) === keyOf(chosen)) ? chosen : null;
  const option = (filter: ValueFilter, count: number) => (
    <option key={keyOf(filter)} value={keyOf(filter)}>
      {t('valueCount', { value: words.text(filter.field, filter.value), count })}
    </option>
  );
  return (
    <ValueChoice>
      <label htmlFor={id}>{t('value')}</label>
      <PlainSelect
        id={id}
        value={chosen === null ? anyValue : keyOf(chosen)}
        onChange={({ target }) => {
          const value = known.find((one) => keyOf(one) === target.value) ?? null;
          choose(() => ({ value, page: 0 }));
        }}
      >
        <option value={anyValue}>{t('anyValue')}</option>
        {missing !== null && option(missing, 0)}
        {columns.map(({ field, values }) => (
          <optgroup key={field} label={t(`columns.${field}`)}>
            {values.map(({ value, count }) => option({ field, value }, count))}
          </optgroup>
        ))}
      </PlainSelect>
    </ValueChoice>
  );
}

/** Says which setting's overrides a link asked for, and takes that restriction away. */
function OverridesFilter({ field, onAnyField }: { field: InheritableField; onAnyField: () => void }) {
  const t = useTranslations('matrix');
  const setting = t(`columns.${field}`);
  return (
    <FieldFilter>
      {t('overrides', { setting })}
      <Button
        type="button"
        variant="utility"
        mobileWidth="auto"
        iconOnly={<CloseIcon title={t('removeFilter', { setting })} />}
        onClick={() => {
          // The button goes away with its filter.
          document.getElementById(queryId)?.focus();
          onAnyField();
        }}
      />
    </FieldFilter>
  );
}

/** Narrows down which storefronts are shown. */
export function MatrixFilters({ matrix, field, onAnyField }: MatrixFiltersProps) {
  const t = useTranslations('matrix');
  const { choices, choose } = matrix;
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
          value={choices.query}
          onChange={({ target }) => choose(() => ({ query: target.value, page: 0 }))}
        />
      </OutlinedControl>
      <ValueSelect matrix={matrix} />
      {(['onlyOverridden', 'onlyProblems'] as const).map((name) => (
        <div key={name}>
          <Checkbox
            label={t(name)}
            checked={choices[name]}
            onChange={({ target }) => choose(() => ({ [name]: target.checked, page: 0 }))}
          />
        </div>
      ))}
      {field !== null && <OverridesFilter field={field} onAnyField={onAnyField} />}
    </Row>
  );
}
