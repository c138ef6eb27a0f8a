'use client';

import { Button, H1, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import styled from 'styled-components';
import { Panel } from './panel';

interface PlainPageProps {
  title: string;
  paragraphs: string[];
  children?: ReactNode;
}

const Centered = styled.main`
  box-sizing: border-box;
  margin-inline: auto;
  max-width: ${({ theme }) => theme.helpers.remCalc(640)};
  padding: ${({ theme }) => theme.spacing.xxLarge} ${({ theme }) => theme.spacing.medium};
`;

const Brand = styled.div`
  align-items: center;
  display: flex;
  gap: ${({ theme }) => theme.spacing.small};
  margin-block-end: ${({ theme }) => theme.spacing.medium};
`;

const Actions = styled.div`
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: ${({ theme }) => theme.spacing.medium};
  margin-block-start: ${({ theme }) => theme.spacing.large};

  &:empty {
    display: none;
  }
`;

/** The app's icon, as decoration beside its name. */
function AppIcon() {
  return (
    // An optimised image would need a script and a server route to show three shapes.
    <picture>
      <img src="/icon.svg" alt="" width={48} height={48} />
    </picture>
  );
}

/** Loads the page again. Drafts and the session survive it. */
export function ReloadButton() {
  const t = useTranslations('app');
  return (
    <Button mobileWidth="auto" onClick={() => location.reload()}>
      {t('reload')}
    </Button>
  );
}

/** A page with one thing to say. It needs no script to be read. */
export function PlainPage({ title, paragraphs, children }: PlainPageProps) {
  const t = useTranslations();
  return (
    <Centered>
      <title>{t('titles.page', { name: title, app: t('app.title') })}</title>
      <Brand>
        <AppIcon />
        <Text as="span" bold>
          {t('app.title')}
        </Text>
      </Brand>
      <Panel>
        <H1 marginBottom="medium">{title}</H1>
        {paragraphs.map((paragraph) => (
          <Text key={paragraph}>{paragraph}</Text>
        ))}
        <Actions>{children}</Actions>
      </Panel>
    </Centered>
  );
}
