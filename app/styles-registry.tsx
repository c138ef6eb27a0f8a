'use client';

import { useServerInsertedHTML } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { ServerStyleSheet, StyleSheetManager } from 'styled-components';

interface StylesRegistryProps {
  nonce: string | undefined;
  children: ReactNode;
}

/** Puts the styles of what was rendered into the stream beside it, under the nonce that the policy asks for. */
export function StylesRegistry({ nonce, children }: StylesRegistryProps) {
  const [sheet] = useState(() =>
    typeof window === 'undefined' ? new ServerStyleSheet(nonce === undefined ? {} : { nonce }) : null,
  );

  useServerInsertedHTML(() => {
    if (sheet === null) return null;
    const styles = sheet.getStyleElement();
    sheet.instance.clearTag();
    return <>{styles}</>;
  });

  if (sheet === null) return <StyleSheetManager nonce={nonce}>{children}</StyleSheetManager>;
  return <StyleSheetManager sheet={sheet.instance}>{children}</StyleSheetManager>;
}
