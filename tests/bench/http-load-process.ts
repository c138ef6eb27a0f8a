import { Pool } from 'undici';
import { percentile } from './statistics.ts';

export interface LoadRequest {
  path: string;
  headers: Record<string, string>;
}

/** Requests to send in turn, over and over, on so many connections, for so long or until so many were sent. */
export interface LoadJob {
  origin: string;
  requests: LoadRequest[];
  connections: number;
  durationMs: number;
  most?: number;
}

export interface LoadResult {
  sent: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
}

export type LoadAnswer = LoadResult | { error: string };

function nextOf(requests: readonly LoadRequest[]): () => LoadRequest {
  let sent = 0;
  return () => {
    const request = requests[sent++ % requests.length];
    if (request === undefined) throw new Error('no request to send');
    return request;
  };
}

async function sendOne(pool: Pool, { path, headers }: LoadRequest): Promise<void> {
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
  if (statusCode === 200) await body.dump();
  else throw new Error(`${path} was answered with ${statusCode}: ${await body.text()}`);
}

async function runJob({
  origin,
  requests,
  connections,
  durationMs,
  most = Infinity,
}: LoadJob): Promise<LoadResult> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const next = nextOf(requests);
  const latencies: number[] = [];
  let begun = 0;
  const start = performance.now();
  const connection = async (): Promise<void> => {
    for (let sentAt = start; sentAt - start < durationMs && begun < most;) {
      begun += 1;
      sentAt = performance.now();
      await sendOne(pool, next());
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return {
    sent: latencies.length,
    perSecond: latencies.length / seconds,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

function answer(message: LoadAnswer): void {
  process.send?.(message);
}

process.on('message', (job: LoadJob) => {
  runJob(job).then(answer, (error: unknown) => answer({ error: String(error) }));
});
