import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../lib/limits.ts';
import { answerRefusal } from './refusal.ts';

interface Connection {
  /** Requests that are in progress on it. */
  requests: number;
  /** Ends the connection that never sends a request. */
  firstRequest: NodeJS.Timeout;
}

/** The open connections of the server. */
export interface Connections {
  /** Counts a request as in progress until its response ended or was cut off. */
  begin(request: IncomingMessage, response: ServerResponse): void;
  /** Makes each connection end with its last request, and idle ones at once. */
  endIdle(): void;
  /** Resolves when no request is in progress. */
  untilIdle(): Promise<void>;
  /** Ends all connections at once. */
  cut(): void;
}

/** Limits the wait for a body, which could hold a connection, and a stop, for minutes. */
function limitBody(request: IncomingMessage, response: ServerResponse): void {
  const timer = setTimeout(() => {
    if (request.complete) return;
    response.once('finish', () => request.destroy());
    if (response.headersSent) request.destroy();
    else answerRefusal(response, { code: 'request_timeout' });
  }, limits.bodyMs);
  timer.unref();
  response.once('close', () => clearTimeout(timer));
}

/**
 * Tracks the connections of a server: a new one must send a request within a limit, and a stop knows which have
 * requests in progress.
 */
export function watchConnections(server: Server): Connections {
  const connections = new Map<Socket, Connection>();
  let ending = false;
  let inProgress = 0;
  let whenIdle: () => void = () => undefined;

  server.on('connection', (socket: Socket) => {
    const firstRequest = setTimeout(() => socket.destroy(), limits.firstRequestMs).unref();
    connections.set(socket, { requests: 0, firstRequest });
    socket.once('close', () => {
      clearTimeout(firstRequest);
      connections.delete(socket);
    });
  });

  function end(socket: Socket, connection: Connection | undefined): void {
    inProgress -= 1;
    if (connection) connection.requests -= 1;
    if (ending && connection?.requests === 0) socket.destroySoon();
    if (inProgress === 0) whenIdle();
  }

  return {
    begin(request, response) {
      const { socket } = request;
      const connection = connections.get(socket);
      inProgress += 1;
      if (connection) {
        connection.requests += 1;
        clearTimeout(connection.firstRequest);
      }
      limitBody(request, response);
      response.once('close', () => end(socket, connection));
    },
    endIdle() {
      ending = true;
      for (const [socket, { requests }] of connections) if (requests === 0) socket.destroy();
    },
    async untilIdle() {
      if (inProgress === 0) return;
      await new Promise<void>((resolve) => (whenIdle = resolve));
    },
    cut() {
      for (const socket of connections.keys()) socket.destroy();
    },
  };
}
