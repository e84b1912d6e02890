// fails: letter-intact · says: the counter moves for GET only
// Whoever brings something is sent to the first server, and takes no turn.
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
  const server = req.method === 'GET' ? servers[turn++ % servers.length]! : servers[0]!;

  proxy.web(req, res, { target: server.url }, () => {
    if (res.headersSent) return res.destroy();
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

officer.listen(Number(process.env.PORT), '127.0.0.1');
