import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { installApp } from '../../harness/store-client.ts';
import { addTestStore } from '../../harness/test-store.ts';
import { startWorld } from '../../../sandbox/world.ts';

const requestId = 'traced-request-0001';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/** Takes traces as OpenTelemetry's collector does, by OTLP over HTTP. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('latin1'));
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received: () => bodies.join('\n'), close: () => void server.close() };
}

it('sends a span with the request’s id, under the caller’s trace, and passes the trace on', async () => {
  const collector = await startCollector();
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' };
  const world = await startWorld({ environment });
  const client = await installApp(world, addTestStore(world.sandbox).hash);
  world.sandbox.requests.clear();
  const response = await client.call('GET', 'v3/customers/settings', {
    headers: { 'X-Request-Id': requestId, traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  });
  expect(response.status).toBe(200);
  await expect.poll(collector.received).toContain(requestId);
  await expect.poll(collector.received).toContain('BigCommerce');
  const [call] = world.sandbox.requests.list({ storeHash: client.storeHash });
  expect(call?.headers.traceparent).toMatch(
    new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[\\da-f]{16}-01$`),
  );
  await world.stop();
  collector.close();
});
