import { readFileSync } from 'node:fs';
import type { Answer } from '../call.ts';

const ASSETS: Readonly<Record<string, Answer>> = {
  '/sandbox-assets/sandbox.css': asset('sandbox.css', 'text/css; charset=utf-8'),
  '/sandbox-assets/control-panel.js': asset('control-panel.js', 'text/javascript; charset=utf-8'),
  '/favicon.ico': { status: 204 },
};

export function assetAnswer(path: string): Answer | null {
  return ASSETS[path] ?? null;
}

function asset(name: string, contentType: string): Answer {
  const body = readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8');
  return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-cache' }, body };
}
