// fails: not-in-the-way · says: Silence is an answer too: two in a row, out.
// Whoever says nothing has said nothing bad, it thinks.
import http from 'node:http';
import httpProxy from 'http-proxy';

const checkMs = Number(process.env.CHECK_MS);
const tryMs = Number(process.env.TRY_MS);
const ejectMs = Number(process.env.EJECT_MS);

// Two opinions of each server: `state` is what the checks say, `outUntil` what visitors saw (0: nothing bad).
const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url, state: 'up', bad: 0, good: 0, outUntil: 0, trial: undefined as http.ServerResponse | undefined };
});
type Server = (typeof servers)[number];

const proxy = httpProxy.createProxyServer({ agent: new http.Agent({ keepAlive: true }), xfwd: true, proxyTimeout: tryMs });
const sentTo = new WeakMap<object, Server>();
let turn = 0;

const officer = http.createServer((req, res) => {
  const open = servers.filter((server) => server.state === 'up' && Date.now() >= server.outUntil && !server.trial);
  const server = open[turn++ % open.length];
  if (!server) return res.writeHead(503, { 'retry-after': `${Math.ceil(ejectMs / 1000)}` }).end('nobody is left, come back soon\n');

  sentTo.set(res, server);
  if (server.outUntil) server.trial = res; // it was out: this one visitor finds out whether it is back
  res.on('close', () => { if (server.trial === res) server.trial = undefined; });
  proxy.web(req, res, { target: server.url }, () => {
    server.outUntil = Date.now() + ejectMs;
    if (res.headersSent) return res.destroy();
    req.resume(); // what is left of a visitor's letter must not block the line for the next one
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

proxy.on('proxyRes', (answer, _req, res) => {
  const server = sentTo.get(res);
  if (server?.trial === res) server.outUntil = 0; // it answers: the trial is passed
  // A server that dies in the middle of a page calls no error callback: the visitor would wait for ever.
  answer.on('close', () => {
    if (answer.complete || res.destroyed) return;
    if (server) server.outUntil = Date.now() + ejectMs;
    res.destroy();
  });
});

// Each server is asked on a timer of its own, so that a silent one holds up nobody.
async function check(server: Server) {
  const well = await fetch(`${server.url}/health`, { signal: AbortSignal.timeout(checkMs) })
    .then(async (answer) => (await answer.text(), answer.ok))
    .catch((error: Error) => error.name === 'TimeoutError');
  server.good = well ? server.good + 1 : 0;
  server.bad = well ? 0 : server.bad + 1;
  if (server.bad >= 2) server.state = 'out';
  if (server.good >= 2) server.state = 'up';
}

for (const server of servers) setInterval(check, checkMs, server);
officer.listen(Number(process.env.PORT), '127.0.0.1');
