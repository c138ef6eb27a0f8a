'use client';

import { Button, Small } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import styled from 'styled-components';
import { useStoreReads } from '../data/store-reads';
import type { WaitingDraft } from '../data/use-waiting-drafts';
import { useOpenedStore } from '../shell/opened-store';
import { PlaceLink } from '../shell/place-link';
import { emptyDraft } from '../shell/settings-draft';
import { Dialog } from '../ui/dialog';
import { useJoinedTexts } from '../ui/use-joined-texts';

interface DraftsDialogProps {
  drafts: readonly WaitingDraft[];
  onClose: () => void;
}

const Places = styled.ul`
  list-style: none;
  margin: 0;
  overflow-wrap: anywhere;
  padding: 0;

  li {
    padding-block: ${({ theme }) => theme.spacing.xxSmall};
  }
`;

/** One page with unsaved changes: the way to it, and the fields that were edited. */
function DraftPlace({ channelId, fields }: WaitingDraft) {
  const t = useTranslations();
  const { drafts } = useOpenedStore();
  const { list, complete } = useStoreReads().storefronts;
  const storefront = list?.find(({ id }) => id === channelId);
  const gone = channelId !== null && complete && storefront === undefined;
  const given = storefront?.name.trim() ?? '';
  const unnamed = channelId === null ? t('views.settings') : t('storefront.id', { id: String(channelId) });
  const name = given === '' ? unnamed : given;
  const joined = useJoinedTexts();
  const labels = fields.map((field) => t(`settings.${field}.label`));
  return (
    <li>
      {gone ? (
        <>
          {t('drafts.gone', { name })}{' '}
          <Button
            type="button"
            variant="secondary"
            mobileWidth="auto"
            onClick={() => drafts.of(channelId).change(() => emptyDraft)}
          >
            {t('drafts.discard', { name })}
          </Button>
        </>
      ) : (
        <PlaceLink to={channelId === null ? { view: 'settings' } : { view: 'storefront', channelId }}>
          {name}
        </PlaceLink>
      )}
      <Small marginBottom="none">{joined.facts(labels)}</Small>
    </li>
  );
}

/** The pages whose changes wait to be saved, with links to them. */
export function DraftsDialog({ drafts, onClose }: DraftsDialogProps) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('drafts.title')}
      onClose={onClose}
      actions={[{ text: t('app.close'), onClick: onClose, variant: 'secondary' }]}
    >
      <Places>
        {drafts.map((draft) => (
          <DraftPlace key={draft.channelId} {...draft} />
        ))}
      </Places>
    </Dialog>
  );
}
