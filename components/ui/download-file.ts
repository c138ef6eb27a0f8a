import type { HandedFile } from './handed-file';

/** Downloads a file, and returns what to show of it. */
export function downloadFile(content: Blob, name: string): HandedFile {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers read the address after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return { content, name };
}

/** Downloads a value as a file of indented JSON, and returns what to show of it. */
export function downloadJson(value: unknown, name: string): HandedFile {
  return downloadFile(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }), name);
}
