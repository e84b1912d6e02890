// fails: one-by-one · says: the counter moves twice for each request
// The turn moves on arrival, and once more when the server is chosen.
import http from 'node:http';
import httpProxy from 'http-proxy';

// SERVERS looks like  s1=http://127.0.0.1:41001,s2=http://127.0.0.1:41002  with any number of servers.
const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url };
});

// http-proxy carries the bytes there and back; the agent keeps the lines to the servers open.
const proxy = httpProxy.createProxyServer({ agent: new http.Agent({ keepAlive: true }), xfwd: true });

// The turn lives out here, because it must survive from one request to the next.
let turn = 0;

const officer = http.createServer((req, res) => {
  turn++;
  const server = servers[turn++ % servers.length]!;

  proxy.web(req, res, { target: server.url }, () => {
    if (res.headersSent) return res.destroy();
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

officer.listen(Number(process.env.PORT), '127.0.0.1');
