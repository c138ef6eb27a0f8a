'use client';

import { Button, Checkbox, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import type { InheritableField } from '@/lib/settings/customer-settings';
import { inheritId } from './setting-id';

interface InheritanceProps {
  field: InheritableField;
  label: string;
  /** The store's value, in words. */
  globalValue: string;
  inherits: boolean;
  readOnly: boolean;
  /** The storefront's own value happens to be the store's. */
  sameAsGlobal: boolean;
  onInherit: () => void;
  onOverride: () => void;
  children: ReactNode;
}

const Row = styled.div`
  align-items: center;
  column-gap: ${({ theme }) => theme.spacing.medium};
  display: flex;
  flex-wrap: wrap;
  margin-block-start: ${({ theme }) => theme.spacing.xSmall};
  min-height: ${({ theme }) => theme.spacing.xxLarge};
`;

/** A setting of a storefront, and whether it follows the store. */
export function Inheritance(props: InheritanceProps) {
  const { field, label, globalValue, inherits, readOnly, sameAsGlobal, onInherit, onOverride, children } =
    props;
  const t = useTranslations('inheritance');
  return (
    <div role="group" aria-label={label}>
      {children}
      <Row>
        <Checkbox
          id={inheritId(field)}
          label={t('useGlobal')}
          checked={inherits}
          disabled={readOnly}
          aria-describedby={`${inheritId(field)}-value`}
          onChange={(event) => (event.target.checked ? onInherit() : onOverride())}
        />
        <Small id={`${inheritId(field)}-value`} marginBottom="none">
          {t('globalIs', { value: globalValue })}
        </Small>
        {!inherits && !readOnly && (
          <Button
            type="button"
            variant="subtle"
            mobileWidth="auto"
            aria-label={t('resetOne', { label })}
            onClick={() => {
              // The button goes away with the value that it resets.
              document.getElementById(inheritId(field))?.focus();
              onInherit();
            }}
          >
            {t('reset')}
          </Button>
        )}
      </Row>
      {!inherits && sameAsGlobal && <Small marginBottom="none">{t('sameAsGlobal')}</Small>}
    </div>
  );
}
