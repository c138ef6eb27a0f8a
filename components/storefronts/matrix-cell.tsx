'use client';

import { WarningIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import {
  type CustomerSettings,
  isGroupField,
  isInheritable,
  type SettingValue,
  type SettingField,
} from '@/lib/settings/customer-settings';
import { type EffectiveValue, effectiveValue } from '@/lib/settings/effective-value';
import type { SettingWords } from '../setting-fields/use-setting-words';

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

function namesDeletedGroup(
  field: SettingField,
  value: SettingValue | undefined,
  words: SettingWords,
): boolean {
  return isGroupField(field) && typeof value === 'number' && words.names.nameOf(value).kind === 'deleted';
}

const scheme = 'https://';

/** Every address begins the same, which would fill half of the cell; it breaks after a slash before anywhere else. */
function Address({ address }: { address: string }) {
  const hidden = address.startsWith(scheme) ? scheme : '';
  return (
    <span title={address}>
      <span className="scheme">{hidden}</span>
      {address
        .slice(hidden.length)
        .split(/(?<=\/)/)
        .map((part, index) => (
          <Fragment key={index}>
            {index > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
    </span>
  );
}

function CellValue({ field, value, words, origin, children }: CellValueProps) {
  const t = useTranslations('matrix');
  const problem = namesDeletedGroup(field, value, words);
  return (
    <td role="cell" data-origin={origin} data-problem={problem ? '' : undefined}>
      {/* Cards have no column headers in sight; read out are the headers themselves. */}
      <span className="column" aria-hidden>
        {t(`columns.${field}`)}
      </span>
      <span className="value">
        {problem && <WarningIcon size="medium" title={t('problem')} />}
        {typeof value === 'string' && value !== '' ? (
          <Address address={value} />
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

/** What storefronts inherit. */
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
}

/** The value in effect on a storefront for one setting, and where it comes from. */
export function StorefrontCell({ field, global, own, words }: StorefrontCellProps) {
  const t = useTranslations('matrix');
  const effective = effectiveValue(global, own, field);
  const { origin } = effective;
  const value = origin === 'unset' ? null : origin === 'absent' ? undefined : effective.value;
  return (
    <CellValue field={field} value={value} words={words} origin={origin}>
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
    </CellValue>
  );
}
