'use client';

import { Panel, Text } from '@bigcommerce/big-design';
import { useTranslations } from 'next-intl';
import { type ChangeEvent, useId, useState } from 'react';
import styled from 'styled-components';
import type { FileProblem, LeftOutOfFile } from '@/lib/settings-file/read-settings-file';
import {
  type SettingsFile,
  settingsFileMaxBytes,
  settingsFileVersion,
} from '@/lib/settings-file/settings-file';
import { Notice } from '../ui/notice';

/** A file that can be imported, and what of it is left out. */
export interface ImportedFile {
  file: SettingsFile;
  leftOut: readonly LeftOutOfFile[];
}

interface ImportPanelProps {
  onFile: (read: ImportedFile) => void;
}

/** Why a file cannot be imported. */
type Refusal = { kind: 'tooLarge' } | { kind: 'unreadable' } | { kind: 'faulty'; problems: FileProblem[] };

/** The most problems that are shown. */
const shownProblems = 20;

const FileInput = styled.input`
  box-sizing: border-box;
  font: inherit;
  max-width: 100%;
  padding-block: ${({ theme }) => theme.spacing.xSmall};

  &::file-selector-button {
    background: ${({ theme }) => theme.colors.white};
    border: 1px solid ${({ theme }) => theme.colors.secondary50};
    border-radius: ${({ theme }) => theme.borderRadius.normal};
    color: ${({ theme }) => theme.colors.primary};
    cursor: pointer;
    font: inherit;
    margin-inline-end: ${({ theme }) => theme.spacing.small};
    padding: ${({ theme }) => theme.spacing.xSmall} ${({ theme }) => theme.spacing.medium};
  }
`;

const Label = styled.label`
  display: block;
  font-weight: ${({ theme }) => theme.typography.fontWeight.semiBold};
  line-height: ${({ theme }) => theme.lineHeight.medium};
`;

async function readChosen(chosen: File): Promise<ImportedFile | Refusal> {
  if (chosen.size > settingsFileMaxBytes) return { kind: 'tooLarge' };
  // The reader of files, which validates every part of them, is loaded with the first file.
  const [text, { readSettingsFile }] = await Promise.all([
    chosen.text(),
    import('@/lib/settings-file/read-settings-file'),
  ]);
  const read = readSettingsFile(text);
  return 'file' in read ? read : { kind: 'faulty', problems: read.problems };
}

function RefusalNotice({ name, refusal }: { name: string; refusal: Refusal }) {
  const t = useTranslations();
  const problems = refusal.kind === 'faulty' ? refusal.problems : [];
  return (
    <Notice type="error" title={t('settingsFile.refused', { name })}>
      <Text marginBottom="none">
        {refusal.kind !== 'faulty' && <span>{t(`settingsFile.${refusal.kind}`)} </span>}
        <span>{t('settingsFile.nothingImported')}</span>
      </Text>
      {problems.length > 0 && (
        <ul>
          {problems.slice(0, shownProblems).map(({ path, fault }, index) => {
            const words = t(`settingsFile.faults.${fault}`, { version: settingsFileVersion });
            return (
              <li key={`${index} ${path}`}>
                <Text as="span">{path === '' ? words : t('settingsFile.problem', { path, words })}</Text>
              </li>
            );
          })}
        </ul>
      )}
      {problems.length > shownProblems && (
        <Text marginBottom="none">
          {t('settingsFile.moreProblems', { count: problems.length - shownProblems })}
        </Text>
      )}
    </Notice>
  );
}

/** Chooses a file to import. Parts with a fault are left out; a file with no other parts is refused. */
export function ImportPanel({ onFile }: ImportPanelProps) {
  const t = useTranslations('settingsFile');
  const id = useId();
  const [refused, setRefused] = useState<{ name: string; refusal: Refusal } | null>(null);

  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target;
    const chosen = input.files?.[0];
    if (chosen === undefined) return;
    setRefused(null);
    const read = await readChosen(chosen).catch((): Refusal => ({ kind: 'unreadable' }));
    // So that the same file, corrected, can be chosen again.
    input.value = '';
    if ('file' in read) onFile(read);
    else setRefused({ name: chosen.name, refusal: read });
  }

  return (
    <Panel header={t('importTitle')}>
      <Text id={`${id}-detail`}>{t('importDetail')}</Text>
      <Label htmlFor={id}>{t('importFile')}</Label>
      <FileInput
        id={id}
        type="file"
        accept=".json,application/json"
        aria-describedby={`${id}-detail`}
        onChange={(event) => void choose(event)}
      />
      <div role="alert">{refused !== null && <RefusalNotice {...refused} />}</div>
    </Panel>
  );
}
