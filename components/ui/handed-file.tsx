'use client';

import { Button, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import styled from 'styled-components';

/** A file that was handed to the browser. Whether it was saved, a page cannot learn. */
export interface HandedFile {
  name: string;
  content: Blob;
}

/** A text field with more than this makes browsers slow. In bytes. */
const shownBytesMax = 1024 * 1024;

const Content = styled.textarea`
  border: 1px solid ${({ theme }) => theme.colors.secondary50};
  border-radius: ${({ theme }) => theme.borderRadius.normal};
  box-sizing: border-box;
  display: block;
  font-family: monospace;
  font-size: inherit;
  margin-block: ${({ theme }) => theme.spacing.xSmall};
  min-height: ${({ theme }) => theme.helpers.remCalc(160)};
  width: 100%;
`;

const Place = styled.div`
  margin-block-start: ${({ theme }) => theme.spacing.xSmall};
  overflow-wrap: anywhere;
`;

/** The text of a file, selected, to be copied by the keyboard or by a button where the browser allows it. */
function FileText({ name, text }: { name: string; text: string }) {
  const t = useTranslations('handedFile');
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'byHand' | null>(null);

  function select() {
    area.current?.focus();
    area.current?.select();
  }

  useEffect(select, []);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // A frame may not be allowed to write to the clipboard; a person is.
      select();
      setOutcome('byHand');
    }
  }

  return (
    <>
      <label htmlFor={id}>{t('text', { name })}</label>
      <Content ref={area} id={id} readOnly spellCheck={false} value={text} />
      <Button type="button" variant="secondary" mobileWidth="auto" onClick={() => void copy()}>
        <span>{t('copy')}</span>
      </Button>
      <Text as="span" role="status" marginLeft="small" marginBottom="none">
        {outcome !== null && <span>{t(outcome)}</span>}
      </Text>
    </>
  );
}

/** Says where a file went, and offers its text: some frames and browsers save no files, and do not say so. */
export function HandedFileNote({ file }: { file: HandedFile | null }) {
  const t = useTranslations('handedFile');
  const [shown, setShown] = useState<{ file: HandedFile; text: string } | null>(null);

  async function show(of: HandedFile) {
    // The text of a blob comes without its byte order mark.
    setShown({ file: of, text: await of.content.text() });
  }

  return (
    <Place>
      <Text role="status" color="secondary60" marginBottom="none">
        {file !== null && <span key={file.name}>{t('handed', { name: file.name })}</span>}
      </Text>
      {file !== null && shown?.file !== file && file.content.size <= shownBytesMax && (
        <Button type="button" variant="subtle" mobileWidth="auto" onClick={() => void show(file)}>
          <span>{t('show')}</span>
        </Button>
      )}
      {file !== null && shown?.file === file && <FileText name={file.name} text={shown.text} />}
    </Place>
  );
}
