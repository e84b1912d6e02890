import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { headers as names } from '../facts/names.ts';
import { now } from '../facts/clock.ts';

/** One visitor's request. Without `agent` it comes on a connection of its own; `patienceMs` is how long the visitor waits; with `pauseMs` the body comes in two halves, that far apart. */
export type Visit = { id?: string; method?: string; path: string; headers?: Record<string, string>; body?: Buffer; pauseMs?: number; agent?: Agent; patienceMs?: number };

/** What became of it. `cut` = the connection ended before the answer was complete; `refused` = nobody listened; `silent` = no answer in time. */
export type Answer = {
  visit: Visit;
  ending: 'answered' | 'cut' | 'refused' | 'silent';
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  sentAt: number;
  ms: number;
  /** The visitor's own port: two requests with the same one came on one connection. */
  connection: number;
};

/** A visitor who keeps the line open between requests, as browsers do: one connection at a time. */
export function oneLine(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

/** Sends one request and waits for its whole answer; never throws. */
export function ask(url: string, visit: Visit): Promise<Answer> {
  const sentAt = now();
  const answer: Answer = { visit, ending: 'silent', status: 0, headers: {}, body: Buffer.alloc(0), sentAt, ms: 0, connection: 0 };
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const extra = visit.body ? { 'content-length': String(visit.body.length) } : {};
    const req = request({ hostname, port, method: visit.method ?? 'GET', path: visit.path, agent: visit.agent ?? false, headers: { accept: '*/*', ...(visit.id ? { [names.request]: visit.id } : {}), ...extra, ...visit.headers } });
    const patience = setTimeout(() => end('silent'), visit.patienceMs ?? 1_500);
    const chunks: Buffer[] = [];

    function end(ending: Answer['ending']): void {
      clearTimeout(patience);
      resolve({ ...answer, ending, body: Buffer.concat(chunks), ms: now() - sentAt });
      if (ending !== 'answered') req.destroy();
    }

    req.on('socket', (socket) => {
      answer.connection = socket.localPort ?? 0;
      if (socket.connecting) socket.once('connect', () => (answer.connection = socket.localPort ?? 0));
    });
    req.on('response', (res) => {
      Object.assign(answer, { status: res.statusCode ?? 0, headers: res.headers });
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('close', () => end(res.complete ? 'answered' : 'cut'));
      res.on('error', () => end('cut'));
    });
    req.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'cut'));
    if (!visit.pauseMs || !visit.body) return void req.end(visit.body);
    const half = visit.body.length >> 1;
    req.write(visit.body.subarray(0, half));
    setTimeout(() => req.end(visit.body!.subarray(half)), visit.pauseMs);
  });
}

/** Whether the visitor got the page. */
export function isPage(answer: Answer): boolean {
  return answer.ending === 'answered' && answer.status === 200;
}

/** The same request as a line for the learner's own terminal. */
export function curl(visit: Visit, port: number | string = '$PORT'): string {
  const method = visit.method && visit.method !== 'GET' ? ` -X ${visit.method}` : '';
  const body = visit.body ? ` --data-binary '${visit.body.length > 40 ? '…' : visit.body.toString()}'` : '';
  return `curl -s${method}${body} 'localhost:${port}${visit.path}'`;
}
