// Skip the dead · active and passive health checks
//
// You are the officer again. Your turns work, but you also point down roads that are closed.
// Three things to do, marked TODO 1, 2 and 3; each can be tried on its own. About 45 lines in all.
import http from 'node:http';
import httpProxy from 'http-proxy';

const checkMs = Number(process.env.CHECK_MS); // ask each server this often, and wait no longer than this for its word
const tryMs = Number(process.env.TRY_MS); // a visitor's request that takes longer has failed
const ejectMs = Number(process.env.EJECT_MS); // so long a server stays out after a visitor was lost there

const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url, state: 'up' }; // keep here what you know of each server
});

const proxy = httpProxy.createProxyServer({ agent: new http.Agent({ keepAlive: true }), xfwd: true });
let turn = 0;

const officer = http.createServer((req, res) => {
  const server = servers[turn++ % servers.length]!;
  // TODO 3: is nobody left? Say 503, and with the header retry-after when to come again.

  proxy.web(req, res, { target: server.url }, () => {
    // TODO 2: this visitor was refused, or cut off. Who should hear of it, and for how long?
    //         Silence counts too: give createProxyServer above a proxyTimeout.
    //         After that time let one visitor try, only one. A good answer opens the road again.
    if (res.headersSent) return res.destroy();
    req.resume(); // what is left of a visitor's letter must not block the line for the next one
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

proxy.on('proxyRes', (answer, _req, res) => {
  // an answer begins to arrive; if its server dies in the middle, the visitor's page ends too
  answer.on('close', () => answer.complete || res.destroy());
});

// TODO 1: ask each server's /health on a timer. 2 bad answers in a row and it is out, 2 good ones and it is back.
//         Silence is a bad answer: fetch(…, { signal: AbortSignal.timeout(checkMs) })
//
// setInterval(() => { … }, checkMs);

officer.listen(Number(process.env.PORT), '127.0.0.1');
