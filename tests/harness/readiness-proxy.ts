import { once } from 'node:events';
import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';

/** How often the proxy looks at readiness, as load balancers do every few seconds. */
const lookEveryMs = 200;

export interface ReadinessProxy {
  url: string;
  /** How many servers were ready when it looked last. */
  ready(): number;
  close(): Promise<void>;
}

/**
 * A load balancer over servers on this machine: it sends requests to those that were ready when it looked last, in turn,
 * over connections that it keeps, and retries none. A server whose connection fails gets no request until it is found ready
 * again, so that a caller's retry reaches another one.
 */
export async function startReadinessProxy(ports: readonly number[]): Promise<ReadinessProxy> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  let turn = 0;

  async function look(port: number): Promise<void> {
    const response = await fetch(`http://localhost:${port}/api/health?ready=1`).catch(() => null);
    if (response?.ok) ready.add(port);
    else ready.delete(port);
    await response?.body?.cancel();
  }

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const choices = [...ready];
    const port = choices[turn++ % choices.length];
    if (port === undefined) {
      outgoing.writeHead(502).end();
      return;
    }
    const { method, url, headers } = incoming;
    const onward = send({ host: 'localhost', port, method, path: url, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => {
      ready.delete(port);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    incoming.pipe(onward);
  }

  const server = createServer(forward).listen(0, 'localhost');
  await once(server, 'listening');
  await Promise.all(ports.map(look));
  const timer = setInterval(() => void Promise.all(ports.map(look)), lookEveryMs);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://localhost:${address.port}`,
    ready: () => ready.size,
    async close() {
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
