import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  port: number;
  close(): Promise<void>;
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Listens on both loopback addresses, as `localhost` may mean either; never on another. */
export async function listen(port: number, handle: Handle): Promise<Listener> {
  const first = await open('127.0.0.1', port, handle);
  const chosen = (first.address() as AddressInfo).port;
  const second = await open('::1', chosen, handle).catch(() => null);
  const servers = second === null ? [first] : [first, second];
  return {
    port: chosen,
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function open(host: string, port: number, handle: Handle): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 65_000 }, handle);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
