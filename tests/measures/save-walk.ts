import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const document = fileURLToPath(new URL('../../docs/architecture.md', import.meta.url));

/** A function on the way of a save, from the button to the answer. */
export interface SaveStep {
  number: number;
  /** As the document names it, such as `SettingsStore.save`. */
  name: string;
  file: string;
}

/** Reads the rows of "Walk of a save" in docs/architecture.md. */
export function readSaveWalk(): SaveStep[] {
  const [, afterTitle = ''] = readFileSync(document, 'utf8').split('\n## Walk of a save\n');
  const [section = ''] = afterTitle.split('\n## ');
  const rows = section.matchAll(/^\| (?<number>\d+) +\| (?<name>[^|]+) \| `(?<file>[^`]+)` +\|/gm);
  return [...rows].map(({ groups }) => ({
    number: Number(groups?.number),
    name: groups?.name?.trim() ?? '',
    file: groups?.file ?? '',
  }));
}
