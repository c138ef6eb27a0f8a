import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Browser, Frame, Page, Response } from '@playwright/test';
import type { World } from '../../../sandbox/world.ts';
import { text } from '../../e2e/texts.ts';
import { installOnStores } from '../bench-stores.ts';
import { withBenchWorld } from '../bench-world.ts';
import { openBrowser, readVisit, watchForm } from '../page-visit.ts';
import { atMost, type BenchCase, explain, kilobytes, type Row, tellProgress } from '../row.ts';

const target = 180_000;

/** Smaller files would not gain from compression. In bytes. */
const smallest = 1_024;

interface ScriptFile {
  name: string;
  /** Asked for before the form could be used. */
  early: boolean;
  size: number;
  gzip: number;
  brotli: number;
  served: number;
  encoding: string;
  cacheControl: string;
}

interface LoadedScripts {
  files: ScriptFile[];
  /** The page itself, as it comes over the wire. */
  documentServed: number;
}

async function toScriptFile(response: Response, usableAt: number): Promise<ScriptFile> {
  const [body, sizes, headers] = await Promise.all([
    response.body(),
    response.request().sizes(),
    response.allHeaders(),
  ]);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    name: new URL(response.url()).pathname.split('/').at(-1) ?? '',
    early: response.request().timing().startTime < usableAt,
    size: body.byteLength,
    gzip: gzipSync(body, { level: 9 }).byteLength,
    brotli: brotliCompressSync(body, quality).byteLength,
    served: sizes.responseBodySize,
    encoding: headers['content-encoding'] ?? 'none',
    cacheControl: headers['cache-control'] ?? 'none',
  };
}

/** The app's frame in the control panel, once it is there. */
async function openInControlPanel(page: Page, { sandbox, app }: World, storeHash: string): Promise<Frame> {
  const path = `/manage/app/${encodeURIComponent(sandbox.app.clientId)}`;
  await page.goto(sandbox.controlPanelUrl(storeHash, path));
  const frame = page.frames().find((candidate) => candidate.url().startsWith(app.url));
  if (frame === undefined) throw new Error('the control panel shows no app');
  return frame;
}

/** Opens the app as a merchant does, and then edits, for what is loaded only then. */
async function loadScripts(world: World, browser: Browser, storeHash: string): Promise<LoadedScripts> {
  const page = await browser.newPage();
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(world.app.url)) responses.push(response);
  });
  await watchForm(page);
  const frame = await openInControlPanel(page, world, storeHash);
  const { startedAt, usable } = await readVisit(frame);
  await frame.getByRole('switch').or(frame.getByRole('checkbox')).first().press('Space');
  // The save bar is loaded with the first edit.
  await frame.getByRole('button', { name: text('saving.save'), exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  const [documentResponse] = responses;
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  return {
    files: await Promise.all(scripts.map((response) => toScriptFile(response, startedAt + usable))),
    documentServed: (await documentResponse?.request().sizes())?.responseBodySize ?? NaN,
  };
}

function total(files: readonly ScriptFile[], key: 'size' | 'gzip' | 'brotli' | 'served'): number {
  return files.reduce((sum, file) => sum + file[key], 0);
}

function list(files: readonly ScriptFile[]): string {
  const largest = files.toSorted((one, other) => other.gzip - one.gzip);
  return largest.map(({ name, gzip }) => `${name} ${kilobytes(gzip)}`).join(', ') || 'none';
}

function distinct(values: readonly string[]): string {
  return [...new Set(values)].join(', ');
}

function toRows({ files, documentServed }: LoadedScripts): Row[] {
  const early = files.filter((file) => file.early);
  const late = files.filter((file) => !file.early);
  const cacheControls = distinct(files.map(({ cacheControl }) => cacheControl));
  const encodings = distinct(files.filter(({ size }) => size > smallest).map(({ encoding }) => encoding));
  return [
    atMost('first view: script, gzip level 9', total(early, 'gzip'), target, kilobytes),
    explain(
      'first view: the same otherwise',
      `as served ${kilobytes(total(early, 'served'))}, brotli ${kilobytes(total(early, 'brotli'))}, plain ${kilobytes(total(early, 'size'))}`,
    ),
    explain('first view: the page itself, as served', kilobytes(documentServed)),
    explain('first view: files, gzip', list(early)),
    explain('loaded later, an edit included, gzip', list(late)),
    {
      what: 'static files: Cache-Control',
      measured: cacheControls,
      target: 'a year, immutable',
      met: cacheControls === 'public, max-age=31536000, immutable',
    },
    {
      what: 'static files: compression',
      measured: encodings,
      target: 'br or gzip',
      met: /^(br|gzip)$/.test(encodings),
    },
  ];
}

/** How much script the first view needs, and how it is served. */
export const script: BenchCase = {
  name: 'script',
  run: () =>
    withBenchWorld(async (world) => {
      const [client] = await installOnStores(world, 1);
      if (client === undefined) throw new Error('no store to open');
      const browser = await openBrowser();
      try {
        tellProgress('one cold load');
        return toRows(await loadScripts(world, browser, client.storeHash));
      } finally {
        await browser.close();
      }
    }),
};
