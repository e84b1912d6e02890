import { Agent, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import httpProxy from 'http-proxy';

/** How a request that was passed on ended, seen from the balancer: a whole answer, a failing server, or a visitor who left first. */
export type Passed = 'answered' | 'failed' | 'left';

/** Passes one request on to `url` and says once how it ended. */
export type Forward = (req: IncomingMessage, res: ServerResponse, url: string, ended: (how: Passed) => void) => void;

/** http-proxy 1.18.1 with its gaps closed: kept-alive connections, a time limit, and an end to answers that break off in the middle (it tells nobody of those). */
export function openForward(tryMs: number): Forward {
  // idle connections are let go before a server would close them under a request
  const agent = new Agent({ keepAlive: true, timeout: 4_000 });
  const proxy = httpProxy.createProxyServer({ agent, xfwd: true, proxyTimeout: tryMs });
  const passings = new WeakMap<IncomingMessage, Passing>();

  proxy.on('proxyReq', (outgoing, req) => {
    const passing = passings.get(req);
    if (!passing) return;
    passing.outgoing = outgoing;
    outgoing.once('timeout', () => (passing.isLate = true));
  });
  proxy.on('proxyRes', (answer, req, res) => {
    answer.once('close', () => {
      if (answer.complete) return;
      passings.get(req)?.end('failed');
      res.destroy();
    });
  });
  proxy.on('error', (_error, req, res) => failed(passings.get(req), res as ServerResponse));
  // the visitor left while we were asking; `error` is not called for those
  proxy.on('econnreset', (_error, req) => passings.get(req)?.end('left'));

  return (req, res, url, ended) => {
    const passing = newPassing(ended);
    passings.set(req, passing);
    res.once('close', () => {
      if (res.writableFinished) return passing.end('answered');
      passing.end('left');
      passing.outgoing?.destroy();
    });
    proxy.web(req, res, { target: url });
  };
}

type Passing = { outgoing?: ClientRequest; isLate: boolean; end: (how: Passed) => void };

function newPassing(ended: (how: Passed) => void): Passing {
  let isOver = false;
  return {
    isLate: false,
    end: (how) => {
      if (isOver) return;
      isOver = true;
      ended(how);
    },
  };
}

function failed(passing: Passing | undefined, res: ServerResponse): void {
  passing?.end('failed');
  if (res.headersSent) return void res.destroy();
  const [status, words] = passing?.isLate ? [504, 'the server did not answer in time\n'] : [502, 'the server broke the connection\n'];
  res.writeHead(status, { 'content-type': 'text/plain' }).end(words);
}
