'use client';

import { Button } from '@bigcommerce/big-design';
import { ErrorIcon } from '@bigcommerce/big-design-icons';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import { memo } from 'react';
import type { KnownStorefront } from '@/lib/api/api-client';
import type { AppError } from '@/lib/errors';
import type { CustomerSettings } from '@/lib/settings/customer-settings';
import type { Storefront } from '@/lib/settings/storefront';
import { useErrorWords } from '../failures/use-error-words';
import type { SettingWords } from '../setting-fields/use-setting-words';
import { PlaceLink } from '../shell/place-link';
import { useAllows } from '../shell/use-role';
import { DraftNote } from '../ui/draft-mark';
import { VisuallyHidden } from '../ui/visually-hidden';
import { CellActions, type CellActionsProps } from './cell-actions';
import { matrixColumns } from './matrix-columns';
import { StorefrontCell } from './matrix-cell';
import { SelectBox } from '../ui/select-box';
import { useJoinedTexts } from '../ui/use-joined-texts';
import { outcomeOf, type ScopeSettings } from '../data/scope-settings';

interface MatrixRowProps {
  storefront: Storefront;
  /** Its settings, as far as they are known. */
  scope: ScopeSettings | undefined;
  /** Our record of it, shown until it is read. */
  recorded: KnownStorefront | undefined;
  global: CustomerSettings;
  words: SettingWords;
  selected: boolean;
  unsaved: boolean;
  onSelect: (channelId: number) => void;
  onRetry: (channelId: number) => void;
  onReset: CellActionsProps['onReset'];
}

/** The id of the link to a storefront's page. */
export const storefrontLinkId = (channelId: number) => `storefront-${channelId}`;

/** The age of values that are being read again. */
function RecordAge({ seenAt }: Pick<KnownStorefront, 'seenAt'>) {
  const t = useTranslations('matrix');
  const format = useFormatter();
  const now = useNow();
  return (
    <span className="small">
      {seenAt === null ? t('lastKnown') : t('lastKnownAt', { when: format.relativeTime(seenAt, now) })}
    </span>
  );
}

/** Facts that distinguish storefronts of the same name. */
function StorefrontFacts({ storefront: { id, platform, status } }: { storefront: Storefront }) {
  const t = useTranslations('matrix');
  const words = useTranslations('storefront');
  const joined = useJoinedTexts();
  const facts = [
    words('facts', { platform: platform || 'unknown', id: String(id) }),
    status === 'prelaunch' || status === 'inactive' ? t(`status.${status}`) : null,
  ];
  return <span className="small">{joined.facts(facts.filter((fact) => fact !== null))}</span>;
}

function ReadingCells() {
  const t = useTranslations('matrix');
  return (
    <td role="cell" colSpan={matrixColumns.length}>
      <VisuallyHidden>{t('reading')}</VisuallyHidden>
      <span className="bars" aria-hidden>
        {matrixColumns.map(({ field }) => (
          <span key={field} />
        ))}
      </span>
    </td>
  );
}

interface FailedCellsProps {
  error: AppError;
  name: string;
  onRetry: () => void;
}

function FailedCells({ error, name, onRetry }: FailedCellsProps) {
  const t = useTranslations('matrix');
  const { title, action } = useErrorWords(error);
  return (
    <td role="cell" colSpan={matrixColumns.length}>
      <div className="failure">
        <ErrorIcon color="danger" />
        <div>
          <strong>{title}</strong>
          <span className="small">{action}</span>
        </div>
        <Button
          type="button"
          variant="secondary"
          mobileWidth="auto"
          aria-label={t('retryOne', { name })}
          onClick={onRetry}
        >
          {t('retry')}
        </Button>
      </div>
    </td>
  );
}

/** One storefront: what it gets for each setting, until it is read as it was last known. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { storefront, scope, recorded, global, words, selected, unsaved, onSelect, onRetry, onReset } = props;
  const t = useTranslations('matrix');
  const mayWrite = useAllows('write');
  const { id } = storefront;
  const outcome = outcomeOf(scope);
  const name = storefront.name.trim() === '' ? t('unnamed', { id: String(id) }) : storefront.name;

  function retry() {
    // The button goes away with its error.
    document.getElementById(storefrontLinkId(id))?.focus();
    onRetry(id);
  }

  return (
    <tr role="row" data-selected={selected} aria-busy={outcome === null}>
      <td role="cell" className="tick">
        {mayWrite && (
          <SelectBox label={t('select', { name })} checked={selected} onChange={() => onSelect(id)} />
        )}
      </td>
      <th role="rowheader" scope="row" className="name">
        <PlaceLink id={storefrontLinkId(id)} to={{ view: 'storefront', channelId: id }}>
          {name}
        </PlaceLink>
        <StorefrontFacts storefront={storefront} />
        {outcome === null && recorded !== undefined && <RecordAge seenAt={recorded.seenAt} />}
        {unsaved && <DraftNote />}
      </th>
      {outcome?.kind === 'read' &&
        matrixColumns.map(({ field }, index) => (
          <StorefrontCell
            key={field}
            field={field}
            global={global}
            own={outcome.tagged.settings}
            words={words}
            actions={
              <CellActions
                channelId={id}
                name={name}
                field={field}
                overrides={(outcome.tagged.settings[field] ?? null) !== null}
                first={index === 0}
                onReset={onReset}
              />
            }
          />
        ))}
      {outcome?.kind === 'failed' && <FailedCells error={outcome.error} name={name} onRetry={retry} />}
      {outcome === null && recorded === undefined && <ReadingCells />}
      {outcome === null &&
        recorded !== undefined &&
        matrixColumns.map(({ field }) => (
          <StorefrontCell key={field} field={field} global={global} own={recorded.settings} words={words} />
        ))}
    </tr>
  );
});
