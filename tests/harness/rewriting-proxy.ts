import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';

export interface RewritingProxy {
  url: string;
  close(): Promise<void>;
}

/**
 * A proxy in front of a server on this machine that changes entity tags on the way, as proxies that compress do.
 *
 * @param port of the server
 * @param rewrite the tag as the proxy sends it on; `null` where it removes the header
 */
export async function startRewritingProxy(
  port: number,
  rewrite: (etag: string) => string | null,
): Promise<RewritingProxy> {
  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url, headers } = incoming;
    const onward = send({ host: 'localhost', port, method, path: url, headers }, (answer) => {
      const { etag, ...others } = answer.headers;
      const rewritten = etag === undefined ? null : rewrite(etag);
      outgoing.writeHead(
        answer.statusCode ?? 502,
        rewritten === null ? others : { ...others, etag: rewritten },
      );
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  const server = createServer(forward).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://localhost:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
