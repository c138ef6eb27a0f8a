'use client';

import { WarningIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import {
  type CustomerSettings,
  isInheritable,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { effectiveSetting, type EffectiveValue, effectiveValue } from '@/lib/settings/effective-value';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { Address } from '../ui/breakable-text';
import { isProblem } from './matrix-search';

interface CellValueProps {
  field: SettingField;
  /** `undefined` where BigCommerce's response lacked it, `null` where it was never set. */
  value: SettingValue | undefined;
  words: SettingWords;
  origin?: EffectiveValue['origin'];
  children?: ReactNode;
}

/** A value comes down from the store. */
function InheritedShape() {
  return (
    <svg aria-hidden viewBox="0 0 10 10">
      <path d="M1 1v5h7M5.5 3.5 8 6 5.5 8.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

/** A value of the storefront's own. */
function OverriddenShape() {
  return (
    <svg aria-hidden viewBox="0 0 10 10">
      <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />
    </svg>
  );
}

const scheme = 'https://';

/** Every address begins the same, which would fill half of the cell. */
function ShortAddress({ address }: { address: string }) {
  const hidden = address.startsWith(scheme) ? scheme : '';
  return (
    <span title={address}>
      <span className="scheme">{hidden}</span>
      <Address address={address.slice(hidden.length)} />
    </span>
  );
}

function CellValue({ field, value, words, origin, children }: CellValueProps) {
  const t = useTranslations('matrix');
  const isDeletedGroup = (id: number) => words.names.nameOf(id).kind === 'deleted';
  const problem = isProblem(field, value, { isDeletedGroup });
  return (
    <td role="cell" data-origin={origin} data-problem={problem ? '' : undefined}>
      {/* Cards have no column headers in sight; read out are the headers themselves. */}
      <span className="column" aria-hidden>
        {t(`columns.${field}`)}
      </span>
      <span className="value">
        {problem && <WarningIcon size="medium" title={t('problem')} />}
        {typeof value === 'string' && value !== '' ? (
          <ShortAddress address={value} />
        ) : value === undefined ? (
          t('absent')
        ) : (
          words.text(field, value)
        )}
      </span>
      {children}
    </td>
  );
}

interface GlobalCellProps {
  field: SettingField;
  global: CustomerSettings;
  words: SettingWords;
}

/** The global settings, which storefronts inherit. */
export function GlobalCell({ field, global, words }: GlobalCellProps) {
  const t = useTranslations('matrix');
  if (isInheritable(field)) return <CellValue field={field} value={global[field]} words={words} />;
  return (
    <td role="cell">
      <span className="column" aria-hidden>
        {t(`columns.${field}`)}
      </span>
      <span className="small">{t('perStorefront')}</span>
    </td>
  );
}

interface StorefrontCellProps extends GlobalCellProps {
  own: CustomerSettings;
  /** The button with what can be done with the setting, once it was read. */
  actions?: ReactNode;
}

/** The value in effect on a storefront for one setting, and where it comes from. */
export function StorefrontCell({ field, global, own, words, actions }: StorefrontCellProps) {
  const t = useTranslations('matrix');
  const effective = effectiveValue(global, own, field);
  const { origin } = effective;
  return (
    <CellValue field={field} value={effectiveSetting(global, own, field)} words={words} origin={origin}>
      {origin === 'inherited' && (
        <span className="origin">
          <InheritedShape />
          {t('inherited')}
        </span>
      )}
      {origin === 'override' && (
        <span className="origin">
          <OverriddenShape />
          {effective.sameAsGlobal ? t('overriddenSame') : t('overridden')}
        </span>
      )}
      {actions}
    </CellValue>
  );
}
