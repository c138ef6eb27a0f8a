'use client';

import { Button, Input, Small } from '@bigcommerce/big-design';
import { ArrowDropDownIcon } from '@bigcommerce/big-design-icons';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import styled from 'styled-components';
import { createNameMatcher } from '@/lib/settings/match-name';
import type { Storefront } from '@/lib/settings/storefront';
import { usePlace } from '../shell/place-context';
import { PlaceLink } from '../shell/place-link';
import { DraftNote } from '../ui/draft-mark';
import { OutlinedControl } from '../ui/outlined-control';

interface StorefrontChooserProps {
  /** The storefronts that can be gone to, in the order in which they are offered. */
  storefronts: readonly Storefront[];
  /** Those with unsaved changes. */
  drafts: ReadonlySet<number | null>;
}

/** More than are read at a glance, and few enough to draw at each key stroke. */
const shownMax = 50;

const Place = styled.div`
  position: relative;
`;

const Popup = styled.div`
  ${({ theme }) => theme.shadow.floating};
  background: ${({ theme }) => theme.colors.white};
  border: ${({ theme }) => theme.border.box};
  box-sizing: border-box;
  inset: calc(100% + 4px) auto auto 0;
  max-width: calc(100vw - 2 * ${({ theme }) => theme.spacing.medium});
  padding: ${({ theme }) => theme.spacing.small};
  position: absolute;
  text-align: start;
  width: 22rem;
  z-index: ${({ theme }) => theme.zIndex.popover};

  ul {
    list-style: none;
    margin: ${({ theme }) => theme.spacing.xSmall} 0 0;
    max-height: ${({ theme }) => theme.helpers.remCalc(250)};
    overflow-wrap: anywhere;
    overflow-y: auto;
    padding: ${({ theme }) => theme.spacing.xxSmall};
  }

  li {
    min-height: ${({ theme }) => theme.spacing.xLarge};
  }
`;

/** The storefronts by name; each is a link, which another tab can open as well. */
function StorefrontLinks({ storefronts, drafts }: StorefrontChooserProps) {
  const t = useTranslations('storefrontPicker');
  const { go } = usePlace();
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const matches = storefronts.filter(createNameMatcher(query));
  const [first] = matches;
  const more = matches.length - shownMax;

  useEffect(() => input.current?.focus(), []);

  return (
    <>
      <OutlinedControl $invalid={false}>
        <Input
          ref={input}
          type="search"
          autoComplete="off"
          label={t('search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && query.trim() !== '' && first !== undefined)
              go({ view: 'storefront', channelId: first.id });
          }}
        />
      </OutlinedControl>
      <ul>
        {matches.slice(0, shownMax).map(({ id, name }) => (
          <li key={id}>
            <PlaceLink to={{ view: 'storefront', channelId: id }}>{name}</PlaceLink>
            {drafts.has(id) && <DraftNote />}
          </li>
        ))}
      </ul>
      <Small role="status" marginBottom="none">
        {more > 0 ? t('more', { count: more }) : query !== '' && t('found', { count: matches.length })}
      </Small>
    </>
  );
}

/** Closes what is open where the keyboard or a press leaves it. */
function useLeaving(area: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const leave = ({ target }: Event) => {
      if (target instanceof Node && area.current?.contains(target) === false) close();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [area, open, close]);
}

/** The button that shows the storefronts to go to. */
export function StorefrontChooser(props: StorefrontChooserProps) {
  const t = useTranslations('storefront.switcher');
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  useLeaving(area, open, close);
  return (
    <Place
      ref={area}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
        area.current?.querySelector('button')?.focus();
      }}
    >
      <Button
        type="button"
        variant="secondary"
        mobileWidth="auto"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        iconRight={<ArrowDropDownIcon />}
        onClick={() => setOpen(!open)}
      >
        {t('choose')}
      </Button>
      {open && (
        <Popup id={id}>
          <StorefrontLinks {...props} />
        </Popup>
      )}
    </Place>
  );
}
