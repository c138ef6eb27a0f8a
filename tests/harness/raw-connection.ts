import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which a test sends what no HTTP client would. */
export interface RawConnection {
  socket: Socket;
  send(text: string): void;
  /** All that arrived, once the other side has closed the connection. */
  closed(): Promise<string>;
  /** Resolves once so much of a response arrived that it matches. */
  until(pattern: RegExp): Promise<string>;
}

/** Opens a connection to a server on this machine. */
export async function openConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, 'localhost');
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => (received += text));
  socket.on('error', () => undefined);
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  return {
    socket,
    send: (text) => void socket.write(text),
    async closed() {
      await ended;
      return received;
    },
    async until(pattern) {
      while (!pattern.test(received)) await once(socket, 'data');
      return received;
    },
  };
}
