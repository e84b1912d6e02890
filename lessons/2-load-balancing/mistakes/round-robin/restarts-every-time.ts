// fails: one-by-one · says: the counter is made anew inside the handler
// The turn is born with each request, and dies with it.
import http from 'node:http';
import httpProxy from 'http-proxy';

// SERVERS looks like  s1=http://127.0.0.1:41001,s2=http://127.0.0.1:41002  with any number of servers.
const servers = (process.env.SERVERS ?? '').split(',').map((entry) => {
  const [name = '', url = ''] = entry.split('=');
  return { name, url };
});

// http-proxy carries the bytes there and back; the agent keeps the lines to the servers open.
const proxy = httpProxy.createProxyServer({ agent: new http.Agent({ keepAlive: true }), xfwd: true });

const officer = http.createServer((req, res) => {
  let turn = 0;
  const server = servers[turn++ % servers.length]!;

  proxy.web(req, res, { target: server.url }, () => {
    if (res.headersSent) return res.destroy();
    res.writeHead(502).end(`${server.name} did not answer\n`);
  });
});

officer.listen(Number(process.env.PORT), '127.0.0.1');
