import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server, as a network does, and can go dead without closing anything. */
export interface TcpRelay {
  port: number;
  /** From now on nothing gets through, on connections old and new; they stay open. */
  freeze(): void;
  /** New connections work again; what was frozen stays dead. */
  thaw(): void;
  stop(): Promise<void>;
}

/** Starts a relay to a port of 127.0.0.1. */
export async function startTcpRelay(targetPort: number): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((near) => {
    sockets.add(near.on('error', () => undefined));
    if (frozen) return;
    const far = connect(targetPort, '127.0.0.1').on('error', () => undefined);
    sockets.add(far);
    near.pipe(far).pipe(near);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    thaw: () => {
      frozen = false;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
