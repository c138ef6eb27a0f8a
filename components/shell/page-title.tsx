'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

interface PageTitleProps {
  /** The name of the page. */
  name: string;
}

/**
 * The document's title as the server renders it. No other title stands in the page: Next.js would render one at a moment
 * of its own and thereby replace the title of the view.
 */
export function PageTitle({ name }: PageTitleProps) {
  const t = useTranslations();
  return <title>{t('titles.page', { name, app: t('app.title') })}</title>;
}

type SetPart = (part: string | null) => void;

const Context = createContext<SetPart>(() => undefined);

interface TitledViewProps {
  /** The view's name, as its tab has it. */
  name: string;
  children: ReactNode;
}

/** Names the view in the document's title, before it the part of the view that is open. */
export function TitledView({ name, children }: TitledViewProps) {
  const t = useTranslations();
  const [part, setPart] = useState<string | null>(null);
  const app = t('app.title');
  const title = part === null ? t('titles.page', { name, app }) : t('titles.part', { part, name, app });

  useEffect(() => {
    document.title = title;
  }, [title]);

  return <Context value={setPart}>{children}</Context>;
}

/**
 * Names in the document's title what is open within the view, until the component is gone.
 *
 * @param part for instance a storefront's name; `null` where it is the view itself
 */
export function useTitlePart(part: string | null): void {
  const setPart = useContext(Context);

  useEffect(() => {
    if (part === null) return undefined;
    setPart(part);
    return () => setPart(null);
  }, [part, setPart]);
}
