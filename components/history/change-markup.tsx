import { Children, type ReactNode } from 'react';
import { BreakableText } from '../ui/breakable-text';
import { VisuallyHidden } from '../ui/visually-hidden';

const isText = (node: ReactNode) => typeof node === 'string';

/** The tags in texts that say what a setting was before and after a change. */
export const changeMarkup = {
  value: (chunks: ReactNode) => <BreakableText text={Children.toArray(chunks).filter(isText).join('')} />,
  arrow: (chunks: ReactNode) => <span aria-hidden>{chunks}</span>,
  hidden: (chunks: ReactNode) => <VisuallyHidden>{chunks}</VisuallyHidden>,
};
