import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorAnswer } from './rest/errors.ts';
import { readCall, sendAnswer, type Answer, type Call } from './call.ts';
import { answerTokenExchange, storeHashOfExchange } from './login-server.ts';
import { answerMachineCall } from './machine-calls.ts';
import { assetAnswer } from './pages/assets.ts';
import { answerControlPanel } from './pages/control-panel.ts';
import { answerMainPage } from './pages/main-pages.ts';
import { answerRest } from './rest/rest-server.ts';
import type { SandboxParts } from './sandbox-parts.ts';
import { answerShop, isShopHost } from './shop-pages.ts';

const CONTROL_PANEL_HOST = /^store-([^.]+)\.localhost(?::\d+)?$/i;

/** The Host header says whose room a request is for: a shop, a store's control panel, or the
 * platform's own addresses. */
export async function answerRequest(
  parts: SandboxParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request);
  const storeHash = CONTROL_PANEL_HOST.exec(call.host)?.[1];
  const asset = assetAnswer(call.path);
  if (isShopHost(call.host)) sendAnswer(response, answerShop(call));
  else if (asset !== null) sendAnswer(response, asset);
  else if (storeHash !== undefined) sendAnswer(response, await controlPanelAnswer(parts, storeHash, call));
  else if (call.path.startsWith('/stores/')) await answerRestCall(parts, call, response);
  else if (call.path === '/oauth2/token') await answerLoginCall(parts, call, response);
  else sendAnswer(response, await answerMainPage(parts, call));
}

async function controlPanelAnswer(parts: SandboxParts, storeHash: string, call: Call): Promise<Answer> {
  const store = parts.stores.find(storeHash.toLowerCase());
  if (store === undefined) return { status: 404, body: 'There is no such store.' };
  return answerControlPanel(parts, store, call);
}

function answerRestCall(parts: SandboxParts, call: Call, response: ServerResponse): Promise<void> {
  const storeHash = call.path.split('/', 3)[2] ?? null;
  const store = storeHash === null ? undefined : parts.stores.find(storeHash);
  const handle = (fieldsNotStored: readonly string[]): Answer => answerRest(parts, call, fieldsNotStored);
  return answerMachineCall(parts, { target: 'api', storeHash, store, call, response, handle });
}

function answerLoginCall(parts: SandboxParts, call: Call, response: ServerResponse): Promise<void> {
  const handle = (): Answer => {
    if (call.method === 'POST') return answerTokenExchange(parts, call);
    parts.unknownCalls.add(call);
    return errorAnswer(call.path, 405);
  };
  const storeHash = storeHashOfExchange(call);
  return answerMachineCall(parts, { target: 'login', storeHash, store: undefined, call, response, handle });
}
