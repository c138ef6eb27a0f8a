'use client';

import { Small, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import styled from 'styled-components';
import {
  customerKinds,
  explainSignIn,
  type GlobalLogins,
  type SignInAccess as Access,
  type SignInExplanation,
  type SignInRow,
} from '@/lib/settings/sign-in-access';
import { outcomeOf } from '../data/scope-settings';
import { useSettingsState, useStoreReads } from '../data/store-reads';
import { ActionButton } from '../ui/action-button';
import { CardTable, CardTableColumn } from '../ui/card-table';
import { Notice } from '../ui/notice';

export interface SignInAccessProps {
  channelId: number;
  /** The stored value. */
  before: GlobalLogins;
  /** The values that the form shows. */
  after: GlobalLogins;
}

/** Few enough to be read and drawn at once. */
const rowsPerStep = 20;

const Stack = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spacing.small};
  grid-template-columns: minmax(0, 1fr);
  margin-block-start: ${({ theme }) => theme.spacing.small};

  ul {
    margin: 0;
    padding-inline-start: ${({ theme }) => theme.spacing.large};
  }
`;

/** The ids of the storefronts that are shown, the one that is looked at first; all that are known, and what is read. */
function useShownStorefronts(channelId: number, limit: number) {
  const { storefronts, settings } = useStoreReads();
  const { scopes } = useSettingsState();
  const others = useMemo(
    () => (storefronts.list ?? []).map(({ id }) => id).filter((id) => id !== channelId),
    [storefronts.list, channelId],
  );
  const shown = useMemo(() => others.slice(0, limit), [others, limit]);

  useEffect(() => {
    settings.read(shown, { inView: true });
  }, [settings, shown]);

  const known = shown.filter((id) => outcomeOf(scopes.get(id)) !== null).length;
  const values = new Map<number, GlobalLogins>(
    others.map((id) => [id, scopes.get(id)?.tagged?.settings.allowGlobalLogins]),
  );
  return { values, known, shown: shown.length, all: others.length };
}

/** The customers that gain or lose access, in words. */
function Consequence({ explained }: { explained: SignInExplanation }) {
  const t = useTranslations('signInAccess');
  const { effect, newCustomers, unassignedSomewhere } = explained;
  const loses = effect === 'loses' || effect === 'mayLose';
  return (
    <Notice type={loses ? 'warning' : 'info'} title={t(`effects.${effect}`)}>
      {loses && <Text marginBottom="none">{t(`somewhere.${unassignedSomewhere}`)}</Text>}
      {effect !== 'none' && <Text marginBottom="none">{t('assignedKeep')}</Text>}
      <Text marginBottom="none">{t(`newCustomers.${newCustomers}`)}</Text>
    </Notice>
  );
}

function Cell({ label, before, after }: { label: string; before: Access; after: Access }) {
  const t = useTranslations('signInAccess');
  return (
    <td role="cell">
      <CardTableColumn aria-hidden>{label}</CardTableColumn>
      {before === after ? (
        <span>{t(`access.${after}`)}</span>
      ) : (
        <span>
          {t.rich('change', {
            before: t(`access.${before}`),
            after: t(`access.${after}`),
            strong: (chunks) => <strong>{chunks}</strong>,
          })}
        </span>
      )}
    </td>
  );
}

function AccessTable({ rows, nameOf }: { rows: readonly SignInRow[]; nameOf: (id: number) => string }) {
  const t = useTranslations('signInAccess');
  const here = nameOf(rows[0]?.channelId ?? 0);
  const kinds = customerKinds.map((kind) => ({ kind, label: t(`kinds.${kind}`, { name: here }) }));
  return (
    <CardTable role="table" aria-label={t('table')} $wideLabels>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t('storefront')}
          </th>
          {kinds.map(({ kind, label }) => (
            <th key={kind} role="columnheader" scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ channelId, access }) => (
          <tr key={channelId} role="row">
            <th role="rowheader" scope="row">
              {nameOf(channelId)}
            </th>
            {kinds.map(({ kind, label }) => (
              <Cell key={kind} label={label} {...access[kind]} />
            ))}
          </tr>
        ))}
      </tbody>
    </CardTable>
  );
}

/** The limits of the table: behaviour that BigCommerce does not document. */
function NotKnown({ unset }: { unset: boolean }) {
  const t = useTranslations('signInAccess.notKnown');
  return (
    <div>
      <Text bold marginBottom="none">
        {t('title')}
      </Text>
      <ul>
        {unset && <li>{t('unset')}</li>}
        <li>{t('signedIn')}</li>
        <li>{t('several')}</li>
      </ul>
    </div>
  );
}

/** The customers that can sign in on each storefront, before and after the change in the form. */
export function SignInAccess({ channelId, before, after }: SignInAccessProps) {
  const t = useTranslations('signInAccess');
  const { storefronts } = useStoreReads();
  const [limit, setLimit] = useState(rowsPerStep);
  const { values, known, shown, all } = useShownStorefronts(channelId, limit);
  const explained = explainSignIn({ channelId, before, after }, values, storefronts.complete);
  const nameOf = (id: number) =>
    storefronts.list?.find((storefront) => storefront.id === id)?.name ?? t('unnamed', { id: String(id) });
  const unset = [before, after, ...values.values()].includes(null);
  return (
    <Stack>
      <div role="status">
        <Consequence explained={explained} />
      </div>
      <AccessTable rows={explained.rows.slice(0, shown + 1)} nameOf={nameOf} />
      {known < shown && (
        <Small role="status" marginBottom="none">
          {t('reading', { known, all: shown })}
        </Small>
      )}
      {shown < all && (
        <div>
          <ActionButton
            type="button"
            variant="secondary"
            label={t('more', { count: all - shown })}
            off={false}
            onClick={() => setLimit(limit + rowsPerStep)}
          />
        </div>
      )}
      <NotKnown unset={unset} />
    </Stack>
  );
}
